import { isoSeconds } from '../../kernel/time.js'
import type { LoadMetrics } from '../../lab/load/load-metrics.js'
import { inVendorsOrder, type MetricName } from '../../lab/metrics/names.js'
import type { Bounds } from '../../statistics/baseline.js'
import type { Assessment, Baseline } from '../../statistics/series.js'
import { Invalid } from '../../kernel/errors.js'
import { jobNameHash, loadId } from './load-ids.js'
import type { LoadResult } from './load-results.js'
import type {
  AssertionBody, BaselineBody, BaselineQuery, LinkedMetricsItem, MetricsItem, RegimeBody
} from './performance.schema.js'
import type { JobLoad } from './reported-loads.js'
import { baselineOfRange, boundsBody, outlierBody, regimeRange } from './verdict.js'

const root = '/v2/performance/metrics'

/** An item, in the key order of the documented sample. `wanted` picks values; none given: all. */
export function itemBody ({ of, measured }: LoadResult, wanted?: readonly MetricName[]): MetricsItem {
  const { job, load: { orderIndex, url } } = of
  const { metrics, loaderId, error } = measured
  return {
    job_id: job.id,
    job_owner: job.owner,
    job_name_hash: jobNameHash(job),
    metric_data: wanted === undefined ? { ...metrics } : pick(metrics, wanted),
    page_url: url,
    order_index: orderIndex,
    job_creation_time: isoSeconds(job.plan.created),
    load_id: loadId(job.id, url, orderIndex),
    loader_id: loaderId,
    error
  }
}

function pick (metrics: LoadMetrics['metrics'], wanted: readonly MetricName[]): Record<string, number> {
  const picked: Record<string, number> = {}
  for (const name of wanted.toSorted(inVendorsOrder)) {
    const value = metrics[name]
    if (value !== undefined) picked[name] = value
  }
  return picked
}

/** An item of one job's list, with where to go from there: the sample elides what its links are. */
export function linkedItemBody (result: LoadResult, wanted?: readonly MetricName[]): LinkedMetricsItem {
  const { job, load } = result.of
  const link = (part: string, query = ''): string =>
    `${root}/${job.id}/${part}/?${query}order_index=${load.orderIndex}`
  return {
    ...itemBody(result, wanted),
    links: {
      assert: link('assert', 'metric_names=score&'),
      baseline: link('baseline', 'metric_names=score&'),
      discarded: link('discarded'),
      history: link('history'),
      regimes: link('regimes', 'metric_names=score&')
    }
  }
}

/** What is computed of each metric. */
type Assessments = ReadonlyMap<MetricName, Assessment>

const mapped = <T>(assessments: Assessments, body: (each: Assessment, metric: MetricName) => T): Record<string, T> =>
  Object.fromEntries([...assessments].map(([metric, assessment]) => [metric, body(assessment, metric)]))

export const assertionBodies = (assessments: Assessments, orderIndex: number): Record<string, AssertionBody> =>
  mapped(assessments, ({ run, baseline, outlier }) => ({
    ...boundsBody(baseline),
    real_value: run.value,
    job_id: run.jobId,
    datetime: isoSeconds(run.at),
    order_index: orderIndex,
    outlier: outlierBody(outlier)
  }))

/** In the key order of the documented sample. */
const baselineBody = (of: Baseline, datetime: (at: number) => string): BaselineBody => ({
  upper_boundary: of.upper,
  lower_boundary: of.lower,
  baseline: of.mean,
  values: of.values.map(({ value, at, jobId }) => ({ real_value: value, datetime: datetime(at), job_id: jobId }))
})

/** Moments as the API writes them, each written once: the metrics of an answer share their runs. */
function datetimes (): (at: number) => string {
  const written = new Map<number, string>()
  return (at) => {
    const known = written.get(at)
    if (known !== undefined) return known
    const text = isoSeconds(at)
    written.set(at, text)
    return text
  }
}

/**
 * The baselines in force, or those of the runs from `regime_start` to `regime_end`. @throws Invalid if there are
 * none.
 */
export function baselineBodies (assessments: Assessments, query: BaselineQuery): Record<string, BaselineBody> {
  const { regime_start: start, regime_end: end } = query
  const datetime = datetimes()
  return mapped(assessments, ({ baseline, retained }, metric) => {
    if (start === undefined && end === undefined) return baselineBody(baseline, datetime)
    const slice = baselineOfRange(retained, start, end)
    if (slice === undefined) {
      const there = `there are ${retained.length}`
      throw new Invalid(`no run of ${metric} lies between regime_start and regime_end; ${there}.`, 'regime_start')
    }
    return baselineBody(slice, datetime)
  })
}

/** What `include_baseline` adds, in the words of the vendor's OpenAPI file: the two limits and no mean. */
const limitsBody = ({ upper, lower }: Bounds): NonNullable<RegimeBody['baseline']> =>
  ({ upper_boundary: upper, lower_boundary: lower })

/** The regimes with URLs of their baselines: without positions for the only one, as in the documented sample. */
export function regimeBodies (
  assessments: Assessments, { job, load }: JobLoad, withBaseline: boolean
): Record<string, RegimeBody[]> {
  return mapped(assessments, ({ regimes }, metric) => regimes.map((regime) => {
    const { start, end } = regimeRange(regime, regimes)
    const slice = regimes.length === 1 ? '' : `&regime_start=${start}&regime_end=${end}`
    return {
      regime_start: start,
      regime_end: end,
      baseline_url: `${root}/${job.id}/baseline/?metric_names=${metric}&order_index=${load.orderIndex}${slice}`,
      active: regime.active,
      ...(withBaseline ? { baseline: limitsBody(regime.baseline) } : {})
    }
  }))
}
