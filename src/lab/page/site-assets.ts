/** Files that the pages of a site have in common: what has the same name is the same file, wherever it is asked for. */
import { stream, type Random } from '../../kernel/random.js'
import { hostNameOf, type PageModel, type ResourceGroup } from './model.js'
import type { ResourceKind } from './page.schema.js'

/** A site's pages share what it is built from; pictures, data and films are each page's own. */
const built: ReadonlySet<ResourceKind> = new Set(['stylesheet', 'script', 'font', 'other'])

export const isShared = ({ type }: ResourceGroup): boolean => built.has(type)

/**
 * The weights of a group's files, of which `first` is the first one's number among those of its type. The mean is 1,
 * whatever their number: of two neighbours one is as much heavier as the other is lighter, and who has none is usual.
 */
export function sharedWeights (page: PageModel, declared: ResourceGroup, first: number): number[] {
  const { type, count } = declared
  return Array.from({ length: count }, (_, i) => {
    const even = i % 2 === 0
    if (even && i === count - 1) return 1
    const own = stream(page.seed, 'site-asset', hostNameOf(page, declared), type, first + (even ? i : i - 1))
    const heavier = own.between(0.2, 0.85) * (own.chance(0.5) ? 1 : -1)
    return even ? 1 + heavier : 1 - heavier
  })
}

/** Draws about a file that are the same on each page of its site: a file is its name and its content. */
export const fileStream = (page: PageModel, declared: ResourceGroup, name: string, size: number): Random =>
  stream(page.seed, 'file', hostNameOf(page, declared), declared.type, name, size)
