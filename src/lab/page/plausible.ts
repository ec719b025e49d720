/** A plausible page for any URL. */
import { stream, type Random } from '../../kernel/random.js'
import { kindOf, type PageKind } from './page-kinds.js'
import type { LayoutBlock, Page, Resources, ThirdParty } from './page.schema.js'
import { titleOf } from './title.js'
import { typicalLayout } from './typical-layouts.js'

const vendors = [
  'tags.example.net', 'analytics.example.org', 'ads.example.net', 'consent.example.com', 'chat.example.org',
  'fonts.example.net', 'video.example.com', 'experiments.example.org'
]

/** What `about:blank` and the like show. */
const blank: Omit<Page, 'url'> = {
  title: '',
  document: { size: 60, latency: 1 },
  resources: [],
  thirdParties: [],
  layout: [{ kind: 'text', share: 0.2 }],
  layoutShift: 0,
  outliers: 0
}

/** How heavy a page is, and what its site is built from: 1 usually; and how many pictures it has. */
interface Proportions { readonly weight: number, readonly build: number, readonly images: number }

function plausibleResources (random: Random, { weight, build, images }: Proportions): Resources[] {
  const resources: Resources[] = [
    { type: 'stylesheet', count: random.int(1, 4), size: Math.round(42_000 * build) },
    { type: 'script', count: random.int(0, 2), size: 18_000, loading: 'blocking' },
    { type: 'script', count: random.int(4, 12), size: Math.round(85_000 * build) },
    { type: 'image', count: images, size: Math.round(random.logNormal(32_000, 0.4) * weight) },
    { type: 'font', count: random.int(1, 4), size: 22_000 },
    { type: 'xhr', count: random.int(0, 4), size: 6000, latency: random.int(60, 220) },
    { type: 'image', count: random.int(0, 4), size: 20_000, loading: 'late' },
    { type: 'other', count: random.int(1, 2), size: 2400 }
  ]
  if (random.chance(0.12)) resources.push({ type: 'media', count: 1, size: Math.round(700_000 * weight) })
  return resources
}

const plausibleThirdParties = (random: Random): ThirdParty[] =>
  vendors.slice(0, random.int(0, vendors.length)).map((host) => ({
    host,
    size: Math.round(random.logNormal(38_000, 0.5)),
    latency: random.int(40, 160),
    work: random.int(8, 45)
  }))

function plausibleLayout (random: Random, images: number, kind: PageKind): LayoutBlock[] {
  const columns = random.int(2, 4)
  const rows = Math.min(4, Math.ceil(images / columns))
  const hero = random.between(0.3, 0.55)
  const text = random.between(0.15, 0.3)
  if (kind !== 'home') return typicalLayout(kind, columns, rows)
  return [
    { kind: 'header', share: 0.08 },
    { kind: 'nav', share: 0.05 },
    { kind: 'hero', share: hero },
    { kind: 'text', share: text },
    { kind: 'button', share: 0.06 },
    ...Array.from({ length: rows }, (): LayoutBlock => ({ kind: 'image', share: 0.25, columns })),
    { kind: 'text', share: 0.5 },
    { kind: 'footer', share: 0.15 }
  ]
}

/**
 * A plausible page for a URL the world does not know. The same seed and URL always give the same page; everything is
 * drawn from a stream named by the URL, in the order in which it stands here.
 */
export function pageFromUrl (seed: number | string, url: string, kind = kindOf({ url })): Page {
  const parsed = new URL(url)
  if (!/^https?:$/.test(parsed.protocol)) return { ...blank, url: parsed.href }
  const random = stream(seed, 'page-profile', parsed.href)
  const weight = random.logNormal(1, 0.35)
  // What a site is built from is the same on all its pages.
  const build = stream(seed, 'site-profile', parsed.host).logNormal(1, 0.35)
  const images = random.int(6, 24)
  const resources = plausibleResources(random, { weight, build, images })
  const thirdParties = plausibleThirdParties(random)
  const layout = plausibleLayout(random, images, kind)
  return {
    url: parsed.href,
    title: titleOf(parsed),
    document: { size: Math.round(random.logNormal(60_000, 0.6)), latency: random.int(80, 420) },
    resources,
    thirdParties,
    layout,
    layoutShift: random.chance(0.4) ? 0 : Number(random.between(0.005, 0.18).toFixed(3)),
    rendering: random.chance(0.3) ? 'client' : 'server',
    protocol: random.chance(0.85) ? 'h2' : 'http/1.1'
  }
}
