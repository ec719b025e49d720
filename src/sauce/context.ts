import type { FastifyRequest } from 'fastify'
import { baseUrl } from '../http/request.js'
import type { Store } from '../store/store.js'
import { AssetFiles } from './assets/asset-files.js'
import type { AuthMode } from './auth.js'
import { JobTexts } from './jobs/jobs.texts.js'
import { Histories } from './performance/histories.js'

/** What the Sauce Labs slices are handed: the options that concern them, and caches of one twin. */
export interface SauceContext {
  readonly auth: AuthMode
  readonly publicUrl: string | undefined
  readonly jobTexts: JobTexts
  readonly assetFiles: AssetFiles
  readonly histories: Histories
}

/** What the vendor's plugin is given. */
export interface SauceOptions { readonly auth: AuthMode, readonly publicUrl: string | undefined, readonly store: Pick<Store, 'putBytes' | 'getBytes'> }

export const sauceContext = ({ auth, publicUrl, store }: SauceOptions): SauceContext =>
  ({ auth, publicUrl, assetFiles: new AssetFiles(store), jobTexts: new JobTexts(), histories: new Histories() })

/** The base of absolute links in this request's answer. */
export const linkBase = (context: SauceContext, request: FastifyRequest): string => baseUrl(request, context.publicUrl)
