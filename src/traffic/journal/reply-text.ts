import { gunzipSync } from 'node:zlib'

/** No text unpacks to more: it is shown to a person. Bytes. */
const mostUnpacked = 1024 * 1024

const isPacked = (bytes: Buffer): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b

/** The text of a reply's body as it was kept, unpacked where it was packed; empty where it cannot be. */
export function replyText (bytes: Buffer): string {
  if (!isPacked(bytes)) return bytes.toString()
  try {
    return gunzipSync(bytes, { maxOutputLength: mostUnpacked }).toString()
  } catch {
    return ''
  }
}
