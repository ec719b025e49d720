/** What a team commits, in its own short words: growing a world may not wait for a library of them. */
import { stream } from '../../kernel/random.js'

export interface Commit {
  /** Twelve digits of the hash. */
  readonly commit: string
  readonly branch: string
  /** Its subject line. */
  readonly message: string
}

/** What is done to what; every pair makes sense. */
const changes: Readonly<Record<string, readonly string[]>> = {
  Fix: [
    'the cart total after a voucher is removed', 'double submit on checkout', 'focus order in the address form',
    'the price of bundles', 'flicker of the sale banner', 'sign-in behind a proxy', 'search for names with accents'
  ],
  Keep: ['the cart after signing in', 'filters when going back to the list', 'the language chosen in the footer'],
  Show: ['delivery dates before checkout', 'stock for each size', 'why a voucher is refused', 'recently seen products'],
  'Speed up': ['the product list', 'the first paint of the front page', 'images on phones', 'search suggestions'],
  Add: ['gift cards', 'guest checkout', 'a wish list', 'keyboard navigation to the menu', 'a retry to payment calls'],
  Remove: ['the old checkout', 'unused icon fonts', 'the second analytics script', 'polyfills nobody needs'],
  Update: ['the consent dialog', 'the payment library', 'product images to AVIF', 'translations', 'the tax table']
}

const all: readonly string[] = Object.entries(changes)
  .flatMap(([verb, things]) => things.map((thing) => `${verb} ${thing}`))

const slug = (text: string): string => text.toLowerCase().split(/[^a-z0-9]+/).slice(0, 5).join('-')

/** The commit that a run was made for: `of` names it, so what is tested together is of one commit. */
export function commitOf (seed: number, ...of: ReadonlyArray<string | number>): Commit {
  const draw = stream(seed, 'commit', ...of)
  const commit = draw.hex(12)
  const isMain = draw.chance(0.8)
  const message = draw.pick(all)
  return { commit, branch: isMain ? 'main' : `feature/${slug(message)}`, message }
}
