import { stat } from 'node:fs/promises'
import { platform } from 'node:process'

/** Says that others than its owner may read a key. Windows has no such bits. */
export async function openKeyNote (path: string): Promise<string[]> {
  if (platform === 'win32') return []
  const { mode } = await stat(path)
  if ((mode & 0o077) === 0) return []
  const readers = (mode & 0o007) === 0 ? 'its group' : 'everyone'
  return [`the key in ${path} can be read by ${readers}: chmod 600 ${path}`]
}
