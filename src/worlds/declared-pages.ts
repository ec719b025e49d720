/** The pages of a world: those of its file, and those that were declared since. */
import type { DeclaredPage } from '../facts/declared-page.js'
import type { Facts } from '../facts/facts.js'
import type { Job } from '../facts/job.js'
import { addressOf } from '../facts/visits.js'
import { Invalid, NotFound } from '../kernel/errors.js'
import { sha256 } from '../kernel/ids.js'
import type { Page } from '../lab/page/page.schema.js'
import { mostPages } from './files/more-pages.schema.js'
import type { WorldFile } from './files/world-file.schema.js'
import type { World } from './world.js'

export type Pages = Readonly<Record<string, Page>>

interface Declaring<Name extends keyof Facts = 'pages'> {
  readonly file: Pick<WorldFile, 'pages'>
  readonly facts: Pick<Facts, Name>
}

interface Known { readonly count: number, readonly pages: Pages }

const known = new WeakMap<Facts['pages'], Known>()

const none: Pages = {}

const inForce = ({ facts: { pages } }: Declaring): readonly DeclaredPage[] => pages.in('inForce', '')

/** All that can be visited now, by name; one that was declared since stands in the place of the file's. */
export function pagesIn (world: Declaring): Pages {
  const { file, facts: { pages: declared } } = world
  if (declared.size === 0) return file.pages ?? none
  const { count } = declared.revision
  const kept = known.get(declared)
  if (kept?.count === count) return kept.pages
  const since = Object.fromEntries(inForce(world).map(({ name, page }) => [name, page]))
  // Of two that have one address the first is meant.
  const pages = { ...since, ...file.pages, ...since }
  known.set(declared, { count, pages })
  return pages
}

/** The names of those that were declared since. */
export const declaredNames = (world: Declaring): string[] => inForce(world).map(({ name }) => name)

/**
 * Lets pages be visited from now on, in the place of those of the same names. What is in them was checked.
 * @throws Invalid where there are too many
 */
export function declarePages (world: Declaring<'pages' | 'jobs'>, pages: Pages): void {
  const kept = world.facts.pages
  if (new Set([...declaredNames(world), ...Object.keys(pages)]).size > mostPages) {
    const most = `there may be ${mostPages} beside those of the world file`
    throw new Invalid(`pages: ${most}; remove some first`, 'pages')
  }
  const before = new Map(inForce(world).map((page) => [page.name, page]))
  const left: DeclaredPage[] = []
  for (const [name, page] of Object.entries(pages)) {
    const id = sha256(JSON.stringify([name, page]))
    const replaced = before.get(name)
    if (replaced !== undefined && replaced.id !== id) left.push(replaced)
    // The same page again is the same object: what was worked out of it is found again.
    const same = kept.get(id) ?? { id, name, page, inForce: false }
    if (!same.inForce) kept.put({ ...same, inForce: true })
  }
  leave(world, left)
}

/**
 * Takes a page away that was declared since; the file's is there again.
 * @throws NotFound, or Invalid for one that others lead to
 */
export function takePageAway (world: Declaring<'pages' | 'jobs'>, name: string): void {
  const found = inForce(world).find((each) => each.name === name)
  if (found === undefined) throw new NotFound('declared page', name)
  const leading = Object.hasOwn(world.file.pages ?? {}, name) ? undefined : leadingTo(world, name)
  if (leading !== undefined) {
    throw new Invalid(`name: the page "${leading}" leads to "${name}"; change that one first`, 'name')
  }
  const inTheWay = atAddressOf(world, name)
  if (inTheWay !== undefined) {
    const why = `the page "${inTheWay}" has the URL of the world file's "${name}"`
    throw new Invalid(`name: ${why}; change that one first`, 'name')
  }
  leave(world, [found])
}

/** Another page that leads to the one of that name. */
const leadingTo = (world: Declaring, name: string): string | undefined =>
  Object.entries(pagesIn(world)).find(([from, { behaviour = [] }]) =>
    from !== name && behaviour.some(({ navigate }) => navigate === name))?.[0]

/** Another page at the address to which the world file's page of that name would come back. */
function atAddressOf (world: Declaring, name: string): string | undefined {
  const url = world.file.pages?.[name]?.url
  if (url === undefined) return undefined
  const address = addressOf(url)
  return Object.entries(pagesIn(world)).find(([other, page]) => other !== name && addressOf(page.url) === address)?.[0]
}

/** Takes pages out of force. What is in force no longer is kept as long as there is a job that has loaded it. */
function leave ({ facts: { pages, jobs } }: Declaring<'pages' | 'jobs'>, left: readonly DeclaredPage[]): void {
  if (left.length === 0) return
  // No job of a world file has.
  const loaded = new Set([...jobs.changed.values()].flatMap((job) => job?.pages ?? []))
  for (const page of left) if (loaded.has(page.id)) pages.put({ ...page, inForce: false })
  const unloaded = [...pages.values()].filter(({ id, inForce }) => !inForce && !loaded.has(id))
  for (const { id } of [...unloaded, ...left.filter(({ id }) => !loaded.has(id))]) pages.delete(id)
}

/** The page declared since that a visit leads to now, by its id; null for the file's and for none. */
export function declaredVisit (world: Declaring, visit: string): string | null {
  if (world.facts.pages.size === 0) return null
  const address = addressOf(visit)
  const found = inForce(world).find(({ name, page }) => name === visit || addressOf(page.url) === address)
  return found?.id ?? null
}

/** A job of which it is known which pages its visits lead to, whatever is declared later. */
export function onDeclaredPages (world: Pick<World, 'file' | 'facts'>, job: Job): Job {
  const pages = job.visits.map((visit) => declaredVisit(world, visit))
  return pages.some((id) => id !== null) ? { ...job, pages } : job
}
