import { createHash } from 'node:crypto'
import type { Story } from '../../artifacts/story.js'
import { Cache } from '../../kernel/cache.js'
import { NotFound } from '../../kernel/errors.js'
import { atOnce, inTurns, turn, type Steps } from '../../kernel/turns.js'
import type { StoredBytes } from '../../store/store.js'
import { endOf, isOver, type Job } from '../../facts/job.js'
import type { World } from '../../worlds/world.js'
import { AssetCache, type Asset } from './asset-cache.js'
import { makeAsset } from './asset-makers.js'
import { assetsAt, prepareAssets, type Assets } from './assets.js'
import { isScreenshot, reportedLoaderId } from './file-names.js'
import { mediaType } from './media-types.js'

/** A file to be sent. */
export interface AssetFile extends Asset { readonly type: string, readonly uploaded: boolean }

/** Stories kept besides their files: a client that fetches one file of a job fetches the others. */
const keptStories = 4

/** How many bytes are hashed in a step. */
const piece = 4 * 1024 * 1024

function * hashOf (bytes: Buffer): Steps<string> {
  const hash = createHash('sha256')
  for (let from = 0; from < bytes.length; from += piece) {
    hash.update(bytes.subarray(from, from + piece))
    yield
  }
  return hash.digest('base64url')
}

async function assetOf (bytes: Buffer): Promise<Asset> {
  const hash = bytes.length > piece ? await inTurns(hashOf(bytes)) : atOnce(hashOf(bytes))
  return { bytes, etag: `"${hash.slice(0, 27)}"` }
}

/** The files of jobs, made when somebody asks and remembered for a while. */
export class AssetFiles {
  readonly #stories = new Cache<string, Promise<Story | undefined>>({ most: keptStories })

  constructor (readonly store: Pick<StoredBytes, 'getBytes'>, readonly cache = new AssetCache()) {}

  /**
   * A file of a job at a moment, by any name that the vendor serves: besides those listed, `screenshots.zip`,
   * `final_screenshot.png` and the report page of a page load, `performance/<loader id>/lhr.html`.
   * @throws NotFound while the job runs, when its files are gone, and when it has no such file.
   */
  async find (world: World, job: Job, name: string, at: number): Promise<AssetFile> {
    if (!isOver(job, at)) throw new NotFound('asset', name)
    await prepareAssets(world, job, at)
    const assets = assetsAt(world, job, at)
    const real = realName(assets, name)
    const upload = assets.uploads.get(real)
    if (upload !== undefined) {
      const stored = async (): Promise<Asset> => await this.#stored(upload.hash, real)
      const { bytes, etag } = await this.cache.get(`upload ${upload.hash}`, stored)
      return { bytes, etag, type: mediaType(real, upload.type), uploaded: true }
    }
    if (!isThere(assets, real)) throw new NotFound('asset', name)
    const { bytes, etag } = real === 'screenshots.zip'
      ? await this.#archive(world, job, screenshotsOf(assets), at)
      : await this.#made(world, job, real)
    return { bytes, etag, type: mediaType(real), uploaded: false }
  }

  /** The size in bytes of a file that the job's session left. */
  async size (world: World, job: Job, name: string): Promise<number> {
    return (await this.#made(world, job, name)).bytes.length
  }

  /** The archive holds what the names stand for: uploaded pictures too. */
  async #archive (world: World, job: Job, names: readonly string[], at: number): Promise<Asset> {
    const files: Array<{ name: string, data: Buffer }> = []
    for (const name of names) {
      // A picture takes some ms, and there may be thousands.
      await turn()
      files.push({ name, data: (await this.find(world, job, name, at)).bytes })
    }
    const { zipStored } = await import('../../artifacts/zip.js')
    return await assetOf(await inTurns(zipStored(files, endOf(job))))
  }

  async #made (world: World, job: Job, name: string): Promise<Asset> {
    return await this.cache.get(`${this.#key(world, job)} ${name}`, async () => {
      const story = await this.#story(world, job)
      const made = story === undefined ? undefined : await makeAsset(story, name)
      const bytes = await ofDeclaredSize(job, name, made)
      if (bytes === undefined) throw new NotFound('asset', name)
      return await assetOf(bytes)
    })
  }

  async #stored (hash: string, name: string): Promise<Asset> {
    const bytes = await this.store.getBytes(hash)
    if (bytes === undefined) throw new NotFound('asset', name)
    return await assetOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length))
  }

  async #story (world: World, job: Job): Promise<Story | undefined> {
    const key = this.#key(world, job)
    return await this.#stories.getOrMake(key, () => {
      const story = import('./story-of.js').then(async ({ storyOf }) => await storyOf(world, job))
      story.catch(() => { this.#stories.delete(key) })
      return story
    })
  }

  /** What a file follows from: the world's seed and file (its base) and the job's record. */
  #key (world: World, job: Job): string {
    return `${this.cache.number(world.base)}.${this.cache.number(job)}`
  }
}

/** A file has the size that the world file declares, whether or not something makes it. */
async function ofDeclaredSize (job: Job, name: string, made: Buffer | undefined): Promise<Buffer | undefined> {
  const size = job.assetSizes?.[name]
  if (size === undefined) return made
  const { sized } = await import('../../artifacts/sized/sized.js')
  return sized(name, made, size)
}

const screenshotsOf = ({ visible }: Assets): string[] => visible.filter(isScreenshot)

/** `final_screenshot.png` stands for the last screenshot, unless a client uploaded a file of that name. */
function realName (assets: Assets, name: string): string {
  if (name !== 'final_screenshot.png' || assets.uploads.has(name)) return name
  return screenshotsOf(assets).at(-1) ?? ''
}

/** Whether the job's session left the file, or what it is made of. */
function isThere (assets: Assets, name: string): boolean {
  const { visible, hidden } = assets
  const loaderId = reportedLoaderId(name)
  if (loaderId !== undefined) return hidden.includes(`_lhr_${loaderId}.json.gz`)
  if (name === 'screenshots.zip') return screenshotsOf(assets).length > 0
  return visible.includes(name) || hidden.includes(name)
}
