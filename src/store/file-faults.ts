import { basename, dirname } from 'node:path'
import { StorageFailed } from '../kernel/errors.js'

const words: Record<string, string> = {
  ENOENT: 'there is no folder {folder}',
  ENOTDIR: '{folder} is no folder',
  EISDIR: '{file} is a folder',
  EACCES: 'no permission in {folder} for user {user}',
  EPERM: 'no permission in {folder} for user {user}',
  EROFS: '{folder} is read-only',
  ENOSPC: 'no space left on the device',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be too large',
  EBUSY: '{file} cannot be replaced; in a container mount its folder, not the file',
  EMFILE: 'too many files are open'
}

/** Whether the system refused with that code (`ENOENT`, `EEXIST`, …). */
export const isFault = (error: unknown, code: string): boolean => (error as NodeJS.ErrnoException | undefined)?.code === code

/** Why the system refused something about `path`, in words a person can act on. */
export function faultOf (error: unknown, path: string): string {
  const { code, message } = error as NodeJS.ErrnoException
  const values: Record<string, string> = { folder: dirname(path), file: basename(path), user: String(process.getuid?.() ?? 'of this process') }
  return (words[code ?? ''] ?? message).replace(/\{(folder|file|user)\}/g, (_, name: string) => values[name]!)
}

/** The refusal for changes that could not be put on disk. */
export const notWritten = (path: string, why: string): StorageFailed =>
  new StorageFailed(`the data file ${path} could not be written: ${why}; the change is held in memory only, until a later write succeeds`)
