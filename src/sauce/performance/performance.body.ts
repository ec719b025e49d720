import { isoSeconds } from '../../kernel/time.js'
import type { LoadMetrics } from '../../lab/load/load-metrics.js'
import type { MetricName } from '../../lab/metrics/names.js'
import type { Assessment, Baseline } from '../../statistics/series.js'
import { jobNameHash, loadId } from '../page-loads.js'
import { Invalid } from '../../kernel/errors.js'
import type { JobLoad } from './load-results.js'
import type { AssertionBody, BaselineBody, BaselineQuery, LinkedMetricsItem, MetricsItem, RegimeBody } from './performance.schema.js'
import { baselineOfRange, boundsBody, outlierBody, regimeRange } from './verdict.js'

const root = '/v2/performance/metrics'

/** An item, in the key order of the documented sample. `metrics` picks values; none given: all. */
export function itemBody ({ job, load: { orderIndex, url } }: JobLoad, { metrics, loaderId, error }: LoadMetrics, wanted?: readonly MetricName[]): MetricsItem {
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

const pick = (metrics: LoadMetrics['metrics'], wanted: readonly MetricName[]): Record<string, number> =>
  Object.fromEntries(wanted.flatMap((name) => metrics[name] === undefined ? [] : [[name, metrics[name]]]))

/** An item of one job's list, with where to go from there: the sample elides what its links are. */
export function linkedItemBody (of: JobLoad, result: LoadMetrics, wanted?: readonly MetricName[]): LinkedMetricsItem {
  const link = (part: string, query = ''): string => `${root}/${of.job.id}/${part}/?${query}order_index=${of.load.orderIndex}`
  return {
    ...itemBody(of, result, wanted),
    links: {
      assert: link('assert', 'metric_names=score&'),
      baseline: link('baseline', 'metric_names=score&'),
      discarded: link('discarded'),
      history: link('history'),
      regimes: link('regimes', 'metric_names=score&')
    }
  }
}

const mapped = <T>(assessments: ReadonlyMap<MetricName, Assessment>, body: (assessment: Assessment, metric: MetricName) => T): Record<string, T> =>
  Object.fromEntries([...assessments].map(([metric, assessment]) => [metric, body(assessment, metric)]))

export const assertionBodies = (assessments: ReadonlyMap<MetricName, Assessment>, orderIndex: number): Record<string, AssertionBody> =>
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
    let text = written.get(at)
    if (text === undefined) written.set(at, text = isoSeconds(at))
    return text
  }
}

/** The baselines in force, or those of the runs from `regime_start` to `regime_end`. Throws Invalid if there are none. */
export function baselineBodies (assessments: ReadonlyMap<MetricName, Assessment>, { regime_start: start, regime_end: end }: BaselineQuery): Record<string, BaselineBody> {
  const datetime = datetimes()
  return mapped(assessments, ({ baseline, retained }, metric) => {
    if (start === undefined && end === undefined) return baselineBody(baseline, datetime)
    const slice = baselineOfRange(retained, start, end)
    if (slice === undefined) throw new Invalid(`no run of ${metric} lies between regime_start and regime_end; there are ${retained.length}.`, 'regime_start')
    return baselineBody(slice, datetime)
  })
}

/** The regimes with URLs of their baselines: without positions for the only one, as in the documented sample. */
export function regimeBodies (assessments: ReadonlyMap<MetricName, Assessment>, { job, load }: JobLoad, withBaseline: boolean): Record<string, RegimeBody[]> {
  return mapped(assessments, ({ regimes }, metric) => regimes.map((regime) => {
    const { start, end } = regimeRange(regime, regimes)
    const slice = regimes.length === 1 ? '' : `&regime_start=${start}&regime_end=${end}`
    return {
      regime_start: start,
      regime_end: end,
      baseline_url: `${root}/${job.id}/baseline/?metric_names=${metric}&order_index=${load.orderIndex}${slice}`,
      active: regime.active,
      ...(withBaseline ? { baseline: boundsBody(regime.baseline) } : {})
    }
  }))
}
