/** A declared page with its gaps filled in. */
import { remembered } from '../../kernel/memo.js'
import { kindOf } from './page-kinds.js'
import { htmlBlocks, titleIn } from './html-blocks.js'
import type { MainThreadWork, PageModel, ResourceGroup } from './model.js'
import type { LayoutBlock, Page, ResourceKind, Resources, ThirdParty } from './page.schema.js'
import { pageFromUrl } from './plausible.js'
import { titleOf } from './title.js'

type Usual = Pick<ResourceGroup, 'size' | 'latency' | 'loading' | 'priority'>

/** Medians of what pages carry, and Chrome's priorities. */
const usualOf: Readonly<Record<ResourceKind, Usual>> = {
  stylesheet: { size: 40_000, latency: 18, loading: 'blocking', priority: 'VeryHigh' },
  script: { size: 90_000, latency: 20, loading: 'deferred', priority: 'Low' },
  image: { size: 45_000, latency: 22, loading: 'early', priority: 'Low' },
  font: { size: 24_000, latency: 18, loading: 'early', priority: 'VeryHigh' },
  xhr: { size: 6000, latency: 110, loading: 'early', priority: 'High' },
  media: { size: 600_000, latency: 30, loading: 'early', priority: 'Low' },
  other: { size: 2400, latency: 25, loading: 'early', priority: 'VeryLow' }
}

function completeGroup (group: Resources): ResourceGroup {
  const { type } = group
  const usual = usualOf[type]
  const loading = group.loading ?? usual.loading
  return {
    type,
    count: group.count,
    size: group.size ?? usual.size,
    host: group.host ?? null,
    latency: group.latency ?? usual.latency,
    loading,
    priority: group.priority ?? (type === 'script' && loading === 'blocking' ? 'High' : usual.priority),
    names: group.names ?? []
  }
}

const completeThirdParty = (party: ThirdParty): Required<ThirdParty> => ({
  host: party.host,
  scripts: party.scripts ?? 1,
  size: party.size ?? 40_000,
  latency: party.latency ?? 80,
  work: party.work ?? 25,
  beacons: party.beacons ?? 1,
  failureRate: party.failureRate ?? 0.008
})

/** Work that a page does not declare follows from the size of its scripts, styles and images. */
function workOf ({ mainThread = {} }: Page, resources: readonly ResourceGroup[]): MainThreadWork {
  const kilobytes = (type: ResourceKind): number =>
    resources.reduce((sum, group) => group.type === type ? sum + group.count * group.size / 1000 : sum, 0)
  const script = mainThread.script ?? 6 + 0.085 * kilobytes('script')
  return {
    script,
    styleLayout: mainThread.styleLayout ?? 14 + 0.18 * kilobytes('stylesheet') + 0.1 * script,
    paint: mainThread.paint ?? 10 + 0.012 * kilobytes('image'),
    onLoad: mainThread.onLoad ?? 2 + 0.06 * script
  }
}

/** Whether a page declares all that is hard to guess, so that none has to be made up for its URL. */
const isWhole = ({ document, resources, thirdParties, layout }: Page): boolean =>
  document !== undefined && resources !== undefined && thirdParties !== undefined && layout !== undefined

function layoutOf ({ html, layout }: Page, usual: Page): readonly LayoutBlock[] {
  return html === undefined ? layout ?? usual.layout ?? [{ kind: 'text', share: 1 }] : htmlBlocks(html)
}

function complete (seed: number | string, page: Page): PageModel {
  const usual = isWhole(page) ? page : pageFromUrl(seed, page.url, kindOf(page))
  const url = new URL(page.url)
  const resources = (page.resources ?? usual.resources ?? []).map(completeGroup)
  return {
    seed,
    url: url.href,
    title: page.title ?? (page.html === undefined ? undefined : titleIn(page.html)) ?? titleOf(url),
    host: url.host,
    secure: url.protocol === 'https:',
    document: {
      size: page.document?.size ?? usual.document?.size ?? 60_000,
      latency: page.document?.latency ?? usual.document?.latency ?? 200
    },
    resources,
    thirdParties: (page.thirdParties ?? usual.thirdParties ?? []).map(completeThirdParty),
    work: workOf(page, resources),
    layout: layoutOf(page, usual),
    layoutShift: page.layoutShift ?? usual.layoutShift ?? 0,
    rendering: page.rendering ?? usual.rendering ?? 'server',
    protocol: page.protocol ?? usual.protocol ?? 'h2',
    noise: page.noise ?? 1,
    outliers: page.outliers ?? 0.02
  }
}

const modelsBySeed = remembered<Page, Map<number | string, PageModel>>(() => new Map())

/**
 * A declared page, complete: what it leaves out is taken from `pageFromUrl`, work from the size of its scripts and
 * styles. The page must not be changed afterwards: its model is kept.
 */
export function completePage (seed: number | string, page: Page): PageModel {
  const bySeed = modelsBySeed(page)
  const known = bySeed.get(seed)
  if (known !== undefined) return known
  const model = complete(seed, page)
  bySeed.set(seed, model)
  return model
}
