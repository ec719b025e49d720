import type { MetricData } from '../../../lab/metrics/names.js'
import type { MetricsItem } from '../../../sauce/performance/performance.schema.js'
import type { Har, HarPage } from './har.js'
import type { FormFactor } from './limits.js'
import { marksOf, type Mark } from './marks.js'
import { isLong, readTrace, type Frame, type Task, type Trace } from './trace.js'
import { waterfallOf, type Row } from './waterfall.js'

/** One page load of a job, put together from its files. Times in ms since navigation start. */
export interface PageLoad {
  readonly index: number
  readonly url: string
  readonly title: string
  /** When navigation began, ms since the Unix epoch; undefined where no file tells. */
  readonly startedAt: number | undefined
  readonly loaderId: string | undefined
  /** Why it could not be measured. */
  readonly error: string | undefined
  readonly device: FormFactor
  readonly metrics: MetricData
  readonly marks: readonly Mark[]
  readonly rows: readonly Row[]
  readonly tasks: readonly Task[]
  readonly frames: readonly Frame[]
  /** When the last that anybody notices is over: lines, requests, long tasks. */
  readonly end: number
}

/** What a report says of the device that it judged. */
export interface Report { readonly configSettings: { readonly emulatedFormFactor: string } }

export interface Sources {
  readonly har?: Har | undefined
  readonly items: readonly MetricsItem[]
  readonly trace?: Trace | undefined
  readonly report?: Report | undefined
}

/** What is known of a load before its own files are read. */
export interface LoadName { readonly index: number, readonly url: string, readonly loaderId: string | undefined }

const itemOf = (items: readonly MetricsItem[], index: number): MetricsItem | undefined =>
  items.find(({ order_index: order }) => order === index)

function firstUrl (har: Har, page: HarPage): string | undefined {
  return har.log.entries.find(({ pageref }) => pageref === page.id)?.request.url
}

/** The page loads of a job, in their order, from what was recorded of requests and from what was measured. */
export function loadNames ({ har, items }: Pick<Sources, 'har' | 'items'>): LoadName[] {
  const pages = har?.log.pages ?? []
  const measured = items.map(({ order_index: index }) => index)
  const number = Math.max(pages.length, ...measured.map((index) => index + 1))
  return Array.from({ length: number }, (_, index) => {
    const [page, item] = [pages[index], itemOf(items, index)]
    const requested = page === undefined || har === undefined ? undefined : firstUrl(har, page)
    const url = item?.page_url ?? requested ?? ''
    return { index, url, loaderId: item?.loader_id ?? undefined }
  })
}

const deviceOf = (report: Report | undefined): FormFactor =>
  report?.configSettings.emulatedFormFactor === 'mobile' ? 'mobile' : 'desktop'

const latest = (...lists: ReadonlyArray<readonly number[]>): number => {
  let most = 0
  for (const list of lists) for (const value of list) if (value > most) most = value
  return most
}

/** Puts a page load together. */
export function assemble ({ index, url, loaderId }: LoadName, { har, items, trace, report }: Sources): PageLoad {
  const page = har?.log.pages[index]
  const item = itemOf(items, index)
  const metrics: MetricData = item?.metric_data ?? {}
  const { tasks, frames } = trace === undefined ? { tasks: [], frames: [] } : readTrace(trace)
  const rows = page === undefined || har === undefined ? [] : waterfallOf(page, har.log.entries)
  const marks = marksOf(metrics, page?.pageTimings.onLoad)
  return {
    index,
    url,
    title: page?.title ?? url,
    startedAt: page === undefined ? undefined : Date.parse(page.startedDateTime),
    loaderId,
    error: item?.error ?? undefined,
    device: deviceOf(report),
    metrics,
    marks,
    rows,
    tasks,
    frames,
    end: latest(marks.map(({ at }) => at), rows.map(({ end }) => end), tasks.filter(isLong).map(({ end }) => end))
  }
}
