import { basename, dirname } from 'node:path'
import { asError, StorageFailed } from '../kernel/errors.js'

/** What stands in the sentences below. */
interface Names { readonly folder: string, readonly file: string, readonly user: string }

const words: Readonly<Record<string, (names: Names) => string>> = {
  ENOENT: ({ folder }) => `there is no folder ${folder}`,
  ENOTDIR: ({ folder }) => `${folder} is no folder`,
  EISDIR: ({ file }) => `${file} is a folder`,
  EACCES: ({ folder, user }) => `no permission in ${folder} for user ${user}`,
  EPERM: ({ folder, user }) => `no permission in ${folder} for user ${user}`,
  EROFS: ({ folder }) => `${folder} is read-only`,
  ENOSPC: () => 'no space left on the device',
  EDQUOT: () => 'the disk quota is used up',
  EFBIG: () => 'the file would be too large',
  EBUSY: ({ file }) => `${file} cannot be replaced; in a container mount its folder, not the file`,
  EMFILE: () => 'too many files are open'
}

/** The system's word for why it refused (`ENOENT`); empty when it was something else. */
const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** Whether the system refused with that code (`ENOENT`, `EEXIST`, …). */
export const isFault = (error: unknown, code: string): boolean => codeOf(error) === code

/** Why the system refused something about `path`, in words a person can act on. */
export function faultOf (error: unknown, path: string): string {
  const say = words[codeOf(error)]
  if (say === undefined) return asError(error).message
  return say({ folder: dirname(path), file: basename(path), user: String(process.getuid?.() ?? 'of this process') })
}

/** The refusal for changes that could not be put on disk. */
export const notWritten = (path: string, why: string): StorageFailed => new StorageFailed(
  `the data file ${path} could not be written: ${why}; the change is held in memory only, until a later write succeeds`
)

/** The refusal for what no data file can hold; all that was changed besides is written. */
export const notWritable = (path: string, what: readonly string[]): StorageFailed => new StorageFailed(
  `the data file ${path} cannot hold ${what.join(', ')}: it is left out, and is gone with this process`
)
