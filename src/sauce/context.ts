import type { MemoryBudget } from '../kernel/memory-budget.js'
import type { StoredBytes } from '../store/store.js'
import { AssetCache } from './assets/asset-cache.js'
import { AssetFiles } from './assets/asset-files.js'
import type { AuthMode } from '../http/auth-mode.js'
import { JobTexts } from './jobs/jobs.texts.js'
import { Histories } from './performance/histories.js'

/** What the vendor's plugin is given. */
export interface SauceOptions {
  readonly auth: AuthMode
  readonly publicUrl: string | undefined
  readonly store: StoredBytes
  /** Pays for what is remembered. */
  readonly memory?: MemoryBudget
  /** Shared with whoever else tells of histories; the twin's own if left out. */
  readonly histories?: Histories
}

/** What the Sauce Labs slices are handed: the options that concern them, and caches of one twin. */
export interface SauceContext extends SauceOptions {
  readonly jobTexts: JobTexts
  readonly assetFiles: AssetFiles
  readonly histories: Histories
}

export function sauceContext (options: SauceOptions): SauceContext {
  const account = options.memory?.accounts.artifacts
  return {
    ...options,
    assetFiles: new AssetFiles(options.store, new AssetCache({ account })),
    jobTexts: new JobTexts(account),
    histories: options.histories ?? new Histories(account)
  }
}
