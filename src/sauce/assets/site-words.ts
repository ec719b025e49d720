/** What is the same on all pages of a site: its name, its navigation, its colour. */
import type { Faker } from '@faker-js/faker'
import { remembered } from '../../kernel/memo.js'
import { stream, type Random } from '../../kernel/random.js'
import { kindOf, siteKindOf, type SiteKind } from '../../lab/page/page-kinds.js'
import type { Page } from '../../lab/page/page.schema.js'
import { accents, type Accent } from '../../lab/page/site.schema.js'
import { titleOf } from '../../lab/page/title.js'
import type { WorldFile } from '../../worlds/files/world-file.schema.js'

/** As much of a world as the words on its pages follow from. */
export interface WordWorld { readonly seed: number, readonly file: Pick<WorldFile, 'pages' | 'sites'> }

export interface SiteWords {
  readonly kind: SiteKind
  readonly name: string
  readonly navigation: readonly string[]
  readonly accent: Accent
}

const declaredOn = remembered((pages: NonNullable<WorldFile['pages']>): ReadonlyMap<string, Page[]> => {
  const found = new Map<string, Page[]>()
  for (const page of Object.values(pages)) {
    if (!URL.canParse(page.url)) continue
    const { host } = new URL(page.url)
    found.set(host, [...found.get(host) ?? [], page])
  }
  return found
})

/** The last part of "Espresso machine – Example Shop". */
function siteIn (title = ''): string | undefined {
  const parts = title.split(/ [|–-] /)
  return parts.length > 1 ? parts.at(-1) : undefined
}

function nameOf (pages: readonly Page[], url: URL): string {
  const header = pages.flatMap(({ layout = [] }) => layout.find(({ kind }) => kind === 'header')?.label ?? [])
  const front = pages.find((page) => new URL(page.url).pathname === '/')
  return header[0] ?? pages.flatMap(({ title }) => siteIn(title) ?? [])[0] ?? front?.title ?? titleOf(new URL('/', url))
}

const helpTopics = [
  'Orders', 'Delivery', 'Returns', 'Payment', 'Your account', 'Products', 'Gift cards', 'Repairs', 'Privacy'
]
const sections = ['World', 'Business', 'Technology', 'Science', 'Culture', 'Sport', 'Travel', 'Opinion']

function navigationOf (kind: SiteKind, { commerce, helpers }: Faker): string[] {
  if (kind === 'help') return helpers.arrayElements(helpTopics, 6)
  return kind === 'news' ? helpers.arrayElements(sections, 6) : helpers.uniqueArray(() => commerce.department(), 6)
}

/** A site for help calls its front page so, whatever its host is called. */
function kindOfSite (pages: readonly Page[], url: URL): SiteKind {
  const front = pages.find((page) => new URL(page.url).pathname === '/')
  return front !== undefined && kindOf(front) === 'help' ? 'help' : siteKindOf(url.hostname)
}

/** The site of a page: as the world file declares it, else from what its pages there declare, else made up. */
export function siteWords (
  { seed, file }: WordWorld, page: Page, words: (random: Random) => Faker
): SiteWords {
  const url = new URL(page.url)
  const declared = file.pages === undefined ? undefined : declaredOn(file.pages).get(url.host)
  const pages = declared ?? [page]
  const kind = kindOfSite(pages, url)
  const { name, navigation, accent } = file.sites?.[url.host] ?? {}
  const usual = navigationOf(kind, words(stream(seed, 'site', url.host)))
  const entries = pages.flatMap(({ layout = [] }) => layout.find((block) => block.kind === 'nav')?.words ?? [])
  return {
    kind,
    name: name ?? nameOf(pages, url),
    navigation: navigation ?? (entries.length > 0 ? entries : usual),
    accent: accent ?? stream(seed, 'site-colour', url.host).pick(accents)
  }
}
