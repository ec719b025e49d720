import { addressOf } from '../facts/visits.js'
import { Cache } from '../kernel/cache.js'
import { remembered } from '../kernel/memo.js'
import type { Page } from '../lab/page/page.schema.js'
import type { World } from './world.js'

/** How many pages are kept for a base and all its forks. */
const most = 1000

const pagesOf = remembered<World['base'], Cache<string, Page>>(() => new Cache({ most }))

/**
 * The page of a URL that the world's file does not declare: one object per address for all worlds of a base, so that
 * what is worked out of it is found again.
 */
export function undeclaredPage ({ base }: Pick<World, 'base'>, visit: string): Page {
  const url = addressOf(visit)
  return pagesOf(base).getOrMake(url, () => ({ url }))
}
