import { Invalid } from '../../kernel/errors.js'
import type { StoredBytes } from '../../store/store.js'
import type { Upload } from '../../facts/facts.js'
import type { Asking } from '../access.js'
import { findOwnJob } from '../jobs/jobs.js'
import type { Part } from './multipart.js'

/** What became of an upload: names that are stored, and a sentence for each that is not. */
export interface UploadResult { readonly uploaded: readonly string[], readonly errors: readonly string[] }

/** Clients send whole paths, of either kind of system: the last part is the file's name. */
export const baseName = (path: string): string => path.replace(/^.*[/\\]/s, '').trim()

function refused (name: string): string | undefined {
  if (name === '' || name === '.' || name === '..') return 'no file name'
  if (name.length > 255) return 'file name too long'
  // eslint-disable-next-line no-control-regex
  return /[\0-\x1f\x7f]/.test(name) ? 'file name not allowed' : undefined
}

/**
 * Keeps files with a job. One of a name that is there already replaces it, be it an earlier upload or what the session
 * left; of several with one name the last counts.
 * @throws NotFound if the caller may not change the job, StorageFailed if nothing can be kept.
 */
export async function uploadAssets (
  asking: Asking, store: Pick<StoredBytes, 'putBytes' | 'keeping'>, id: string, parts: readonly Part[]
): Promise<UploadResult> {
  return await store.keeping(async () => await keep(asking, store, id, parts))
}

async function keep (
  asking: Asking, store: Pick<StoredBytes, 'putBytes'>, id: string, parts: readonly Part[]
): Promise<UploadResult> {
  const { world, at } = asking
  findOwnJob(asking, id)
  const resets = world.resets
  const kept: Upload[] = []
  const errors: string[] = []
  for (const { name: path, type, bytes } of parts) {
    const name = baseName(path)
    const reason = refused(name)
    if (reason !== undefined) {
      errors.push(`failed to upload ${JSON.stringify(path).slice(1, -1).slice(0, 300)}: ${reason}`)
      continue
    }
    kept.push({ jobId: id, name, type, size: bytes.length, hash: await store.putBytes(bytes), at })
  }
  // While the bytes were written the job may have gone, and the world with it.
  if (world.resets !== resets) throw new Invalid('the world was reset during the upload')
  findOwnJob(asking, id)
  for (const upload of kept) world.facts.uploads.put(upload)
  return { uploaded: [...new Set(kept.map(({ name }) => name))], errors }
}
