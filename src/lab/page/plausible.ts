/** Pages: a plausible one for any URL, and a declared one with its gaps filled in. */
import { stream } from '../../kernel/random.js'
import { defaultResource, defaultThirdParty, type PageModel } from './model.js'
import type { LayoutBlock, Page, Resources, ThirdParty } from './page.schema.js'

const vendors = [
  'tags.example.net', 'analytics.example.org', 'ads.example.net', 'consent.example.com', 'chat.example.org',
  'fonts.example.net', 'video.example.com', 'experiments.example.org'
]

const words = (text: string): string =>
  text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '' && !/^(index|html?|php|aspx?|www)$/i.test(word))
    .map((word) => word[0]!.toUpperCase() + word.slice(1)).join(' ')

function titleOf (url: URL): string {
  const labels = url.hostname.split('.')
  const site = words(labels.length > 1 ? labels.at(-2)! : labels[0]!)
  const path = words(url.pathname.replace(/%[0-9A-Fa-f]{2}/g, ' '))
  return path === '' ? site : `${path} | ${site}`
}

/** A URL as the browser would report it, with at least `/` as its path. */
export const normalUrl = (url: string): string => new URL(url).href

/** What `about:blank` and the like show. */
const blank: Omit<Page, 'url'> = {
  title: '', document: { size: 60, latency: 1 }, resources: [], thirdParties: [], layout: [{ kind: 'text', share: 0.2 }], layoutShift: 0, outliers: 0
}

/**
 * A plausible page for a URL the world does not know. The same seed and URL always give the same page; everything is
 * drawn from a stream named by the URL.
 */
export function pageFromUrl (seed: number | string, url: string): Page {
  const parsed = new URL(url)
  if (!/^https?:$/.test(parsed.protocol)) return { ...blank, url: parsed.href }
  const random = stream(seed, 'page-profile', parsed.href)
  const weight = random.logNormal(1, 0.35)
  const images = random.int(6, 24)
  const resources: Resources[] = [
    { type: 'stylesheet', count: random.int(1, 4), size: Math.round(42_000 * weight) },
    { type: 'script', count: random.int(0, 2), size: 18_000, loading: 'blocking' },
    { type: 'script', count: random.int(4, 12), size: Math.round(85_000 * weight) },
    { type: 'image', count: images, size: Math.round(random.logNormal(32_000, 0.4) * weight) },
    { type: 'font', count: random.int(1, 4), size: 22_000 },
    { type: 'xhr', count: random.int(0, 4), size: 6000, latency: random.int(60, 220) },
    { type: 'image', count: random.int(0, 4), size: 20_000, loading: 'late' },
    { type: 'other', count: random.int(1, 2), size: 2400 }
  ]
  if (random.chance(0.12)) resources.push({ type: 'media', count: 1, size: Math.round(700_000 * weight) })
  const thirdParties: ThirdParty[] = vendors.slice(0, random.int(0, vendors.length))
    .map((host) => ({ host, size: Math.round(random.logNormal(38_000, 0.5)), latency: random.int(40, 160), work: random.int(8, 45) }))
  const columns = random.int(2, 4)
  const layout: LayoutBlock[] = [
    { kind: 'header', share: 0.08 },
    { kind: 'nav', share: 0.05 },
    { kind: 'hero', share: random.between(0.3, 0.55) },
    { kind: 'text', share: random.between(0.15, 0.3) },
    { kind: 'button', share: 0.06 },
    ...Array.from({ length: Math.min(4, Math.ceil(images / columns)) }, (): LayoutBlock => ({ kind: 'image', share: 0.25, columns })),
    { kind: 'text', share: 0.5 },
    { kind: 'footer', share: 0.15 }
  ]
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

const completed = new WeakMap<Page, Map<number | string, PageModel>>()

/**
 * A declared page, complete: what it leaves out is taken from `pageFromUrl`, work from the size of its scripts and
 * styles. The page must not be changed afterwards: its model is kept.
 */
export function completePage (seed: number | string, page: Page): PageModel {
  let bySeed = completed.get(page)
  if (bySeed === undefined) completed.set(page, bySeed = new Map())
  let model = bySeed.get(seed)
  if (model === undefined) bySeed.set(seed, model = complete(seed, page))
  return model
}

function complete (seed: number | string, page: Page): PageModel {
  const known = page.document !== undefined && page.resources !== undefined && page.thirdParties !== undefined && page.layout !== undefined
  const usual: Page = known ? page : pageFromUrl(seed, page.url)
  const url = new URL(page.url)
  const resources = (page.resources ?? usual.resources ?? []).map(defaultResource)
  const kilobytes = (type: Resources['type']): number =>
    resources.reduce((sum, group) => group.type === type ? sum + group.count * group.size / 1000 : sum, 0)
  const script = page.mainThread?.script ?? 6 + 0.085 * kilobytes('script')
  return {
    seed,
    url: url.href,
    title: page.title ?? titleOf(url),
    host: url.host,
    secure: url.protocol === 'https:',
    document: { size: page.document?.size ?? usual.document?.size ?? 60_000, latency: page.document?.latency ?? usual.document?.latency ?? 200 },
    resources,
    thirdParties: (page.thirdParties ?? usual.thirdParties ?? []).map(defaultThirdParty),
    work: {
      script,
      styleLayout: page.mainThread?.styleLayout ?? 14 + 0.18 * kilobytes('stylesheet') + 0.1 * script,
      paint: page.mainThread?.paint ?? 10 + 0.012 * kilobytes('image'),
      onLoad: page.mainThread?.onLoad ?? 2 + 0.06 * script
    },
    layout: page.layout ?? usual.layout ?? [{ kind: 'text', share: 1 }],
    layoutShift: page.layoutShift ?? usual.layoutShift ?? 0,
    rendering: page.rendering ?? usual.rendering ?? 'server',
    protocol: page.protocol ?? usual.protocol ?? 'h2',
    noise: page.noise ?? 1,
    outliers: page.outliers ?? 0.02
  }
}
