/** What pages are for, as their addresses and titles tell it. */
export const pageKinds = [
  'home', 'list', 'product', 'search', 'cart', 'checkout', 'sign-in', 'help', 'article'
] as const
export type PageKind = typeof pageKinds[number]

/** What sites are for: their navigation and their front pages follow from it. */
export type SiteKind = 'shop' | 'help' | 'news'

const helpHosts = /^(?:help|support|docs?|faq|kb|care)$/
const newsHosts = /^(?:news|blog|magazine|stories|press)$/

/** What a host's name says that its site is for. */
export function siteKindOf (hostname: string): SiteKind {
  const [first = ''] = hostname.toLowerCase().split('.')
  if (helpHosts.test(first)) return 'help'
  return newsHosts.test(first) ? 'news' : 'shop'
}

/** The words of a path's segments, without what its files end in. */
const segmentsOf = ({ pathname }: URL): string[] =>
  pathname.toLowerCase().split('/').filter(Boolean).map((segment) => segment.replace(/\.(?:html?|php|aspx?|jsp)$/, ''))

/** Segments that say what a page is, the surest first. */
const bySegment: ReadonlyArray<readonly [PageKind, RegExp]> = [
  ['sign-in', /^(?:log[-_]?[io]n|sign[-_]?(?:in|up|on)|register|auth|sso|session)(?:[-_]|$)/],
  ['checkout', /^(?:checkout|payment|pay|billing)(?:[-_]|$)/],
  ['cart', /^(?:cart|basket|bag)$/],
  ['search', /^(?:search|find|results)$/],
  ['article', /^(?:articles?|blog|news|stor(?:y|ies)|posts?|guides?)$/],
  ['help', /^(?:help|support|faqs?|docs|contact)$/]
]

const productFolders = /^(?:products?|items?|p|dp|inventory[-_]item)(?:[-_]|$)/
const listFolders =
  /^(?:categor(?:y|ies)|catalogu?e?|collections?|departments?|shop|store|inventory|products|items|sale)$/

/** What a title says in words. */
const byTitle: ReadonlyArray<readonly [PageKind, RegExp]> = [
  ['sign-in', /\b(?:sign|log)[ -]?in\b|\bregister\b/i],
  ['checkout', /\bcheck ?out\b|\bpayment\b/i],
  ['cart', /\b(?:cart|basket)\b/i],
  ['search', /\bsearch\b|\bresults for\b/i],
  ['help', /\bhelp (?:center|centre)\b|\bsupport\b|\bfaq\b/i]
]

function byPath (url: URL): PageKind | undefined {
  const segments = segmentsOf(url)
  const said = bySegment.find(([, word]) => segments.some((segment) => word.test(segment)))
  if (said !== undefined) return said[0]
  if (url.searchParams.has('q') || url.searchParams.has('query')) return 'search'
  const [last = '', folder = ''] = segments.toReversed()
  if (productFolders.test(folder) || /^(?:product|item|inventory[-_]item)(?:[-_]|$)/.test(last)) return 'product'
  return segments.some((segment) => listFolders.test(segment)) ? 'list' : undefined
}

/** What a page is for: as it declares it, else as its address and then its title say; a front page if neither does. */
export function kindOf ({ kind, url, title = '' }: { kind?: PageKind, url: string, title?: string }): PageKind {
  if (kind !== undefined) return kind
  if (!URL.canParse(url)) return 'home'
  const parsed = new URL(url)
  const said = byPath(parsed) ?? byTitle.find(([, words]) => words.test(title))?.[0]
  if (said !== undefined) return said
  const site = siteKindOf(parsed.hostname)
  if (parsed.pathname !== '/' && site !== 'shop') return 'article'
  return site === 'help' ? 'help' : 'home'
}
