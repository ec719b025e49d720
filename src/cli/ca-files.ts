import { readFile, writeFile } from 'node:fs/promises'
import { Invalid } from '../kernel/errors.js'
import { faultOf, isFault } from '../store/file-faults.js'

const pemBegin = Buffer.from('-----BEGIN CERTIFICATE-----')
const jksBegin = Buffer.from('feedfeed', 'hex')

/** Whether a file holds certificates and no more: one that is empty, or begins as ours do. */
const holdsCertificates = (content: Buffer): boolean =>
  content.length === 0 || [pemBegin, jksBegin].some((begin) => content.subarray(0, begin.length).equals(begin))

/**
 * Writes certificates, which are no secret, into a file; over what it held before, if that was certificates too.
 * @throws Invalid with a sentence where that cannot be, or must not.
 */
export async function writeCertificates (file: string, content: string | Buffer): Promise<void> {
  try {
    const before = await readFile(file).catch((error: unknown) => {
      if (isFault(error, 'ENOENT')) return Buffer.alloc(0)
      throw error
    })
    if (!holdsCertificates(before)) throw new Invalid(`${file} is there and holds no certificates: name another file`)
    await writeFile(file, content)
  } catch (error) {
    if (error instanceof Invalid) throw error
    throw new Invalid(`cannot write ${file}: ${faultOf(error, file)}`)
  }
}
