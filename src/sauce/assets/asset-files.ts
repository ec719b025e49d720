import { createHash } from 'node:crypto'
import type { Story } from '../../artifacts/story.js'
import { NotFound } from '../../kernel/errors.js'
import type { Store } from '../../store/store.js'
import { endOf, isOver, type Job } from '../../facts/job.js'
import type { World } from '../../worlds/world.js'
import { AssetCache, type Asset } from './asset-cache.js'
import { makeAsset, padded } from './asset-makers.js'
import { assetsAt } from './assets.js'
import { isScreenshot } from './file-names.js'
import { mediaType } from './media-types.js'

/** A file to be sent. */
export interface AssetFile extends Asset { readonly type: string, readonly uploaded: boolean }

/** Stories kept besides their files: a client that fetches one file of a job fetches the others. */
const keptStories = 4

const asset = (bytes: Buffer): Asset => ({ bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 27)}"` })

/** The files of jobs, made when somebody asks and remembered for a while. */
export class AssetFiles {
  readonly #stories = new Map<string, Promise<Story | undefined>>()

  constructor (readonly store: Pick<Store, 'getBytes'>, readonly cache = new AssetCache()) {}

  /**
   * A file of a job at a moment, by any name that the vendor serves: besides those listed, `screenshots.zip`,
   * `final_screenshot.png` and the report page of a page load, `performance/<loader id>/lhr.html`.
   * @throws NotFound while the job runs, when its files are gone, and when it has no such file.
   */
  async find (world: World, job: Job, name: string, at: number): Promise<AssetFile> {
    if (!isOver(job, at)) throw new NotFound('asset', name)
    const { visible, hidden, uploads } = assetsAt(world, job, at)
    const screenshots = visible.filter(isScreenshot)
    const real = name === 'final_screenshot.png' && !uploads.has(name) ? screenshots.at(-1) ?? '' : name
    const upload = uploads.get(real)
    if (upload !== undefined) {
      const { bytes, etag } = await this.cache.get(`upload ${upload.hash}`, async () => await this.#stored(upload.hash, real))
      return { bytes, etag, type: mediaType(real, upload.type), uploaded: true }
    }
    const page = /^performance\/([0-9A-F]{32})\/lhr\.html$/.exec(real)
    const there = page !== null
      ? hidden.includes(`_lhr_${page[1]}.json.gz`)
      : real === 'screenshots.zip' ? screenshots.length > 0 : isScreenshot(real) ? screenshots.includes(real) : visible.includes(real) || hidden.includes(real)
    if (!there) throw new NotFound('asset', name)
    if (real === 'screenshots.zip') return { ...await this.#archive(world, job, screenshots, at), type: mediaType(real), uploaded: false }
    return { ...await this.#made(world, job, real), type: mediaType(real), uploaded: false }
  }

  /** The size in bytes of a file that the job's session left. */
  async size (world: World, job: Job, name: string): Promise<number> {
    return (await this.#made(world, job, name)).bytes.length
  }

  /** The archive holds what the names stand for: uploaded pictures too. */
  async #archive (world: World, job: Job, names: readonly string[], at: number): Promise<Asset> {
    const files = await Promise.all(names.map(async (name) => ({ name, data: (await this.find(world, job, name, at)).bytes })))
    const { zipStored } = await import('../../artifacts/zip.js')
    return asset(zipStored(files, endOf(job)))
  }

  async #made (world: World, job: Job, name: string): Promise<Asset> {
    return await this.cache.get(`${this.#key(world, job)} ${name}`, async () => {
      const story = await this.#story(world, job)
      const bytes = story === undefined ? undefined : await makeAsset(story, name)
      if (bytes === undefined) throw new NotFound('asset', name)
      return asset(padded(name, bytes, job.assetSizes?.[name]))
    })
  }

  async #stored (hash: string, name: string): Promise<Asset> {
    const bytes = await this.store.getBytes(hash)
    if (bytes === undefined) throw new NotFound('asset', name)
    return asset(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
  }

  async #story (world: World, job: Job): Promise<Story | undefined> {
    const key = this.#key(world, job)
    let story = this.#stories.get(key)
    if (story === undefined) {
      story = import('./story-of.js').then(async ({ storyOf }) => await storyOf(world, job))
      story.catch(() => { this.#stories.delete(key) })
    } else this.#stories.delete(key)
    this.#stories.set(key, story)
    for (const oldest of this.#stories.keys()) if (this.#stories.size > keptStories) this.#stories.delete(oldest)
    return await story
  }

  /** What a file follows from: the world's seed and file (its base) and the job's record. */
  #key (world: World, job: Job): string {
    return `${this.cache.number(world.base)}.${this.cache.number(job)}`
  }
}
