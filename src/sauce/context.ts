import type { FastifyRequest } from 'fastify'
import { baseUrl } from '../http/request.js'
import type { Store } from '../store/store.js'
import { AssetFiles } from './assets/asset-files.js'
import type { AuthMode } from './credentials.js'
import { JobTexts } from './jobs/jobs.texts.js'
import { Histories } from './performance/histories.js'

/** What the vendor's plugin is given. */
export interface SauceOptions {
  readonly auth: AuthMode
  readonly publicUrl: string | undefined
  readonly store: Pick<Store, 'putBytes' | 'getBytes'>
}

/** What the Sauce Labs slices are handed: the options that concern them, and caches of one twin. */
export interface SauceContext extends SauceOptions {
  readonly jobTexts: JobTexts
  readonly assetFiles: AssetFiles
  readonly histories: Histories
}

export const sauceContext = ({ auth, publicUrl, store }: SauceOptions): SauceContext => ({
  auth,
  publicUrl,
  store,
  assetFiles: new AssetFiles(store),
  jobTexts: new JobTexts(),
  histories: new Histories()
})

/** The base of absolute links in this request's answer. */
export const linkBase = ({ publicUrl }: Pick<SauceContext, 'publicUrl'>, request: FastifyRequest): string =>
  baseUrl(request, publicUrl)
