/** What `sauce:performance` answers about the page load that it judges (Sauce docs, "Transitions"). */
import type { MetricName } from '../../../lab/metrics/names.js'
import type { Assessment } from '../../../statistics/series.js'

export interface Verdict {
  readonly result: 'pass' | 'fail'
  /** null on a pass. */
  readonly reason: string | null
  /** The failing metrics only; an empty object on a pass, never absent, since clients read its keys. */
  readonly details: Readonly<Record<string, { actual: number, lowerLimit: number, upperLimit: number }>>
}

/**
 * Passes if none of the assessed metrics is out of line: what the API's `assert` of the same load says. A metric that
 * was not captured cannot fail.
 */
export function judge (assessments: ReadonlyMap<MetricName, Assessment>): Verdict {
  const failing = [...assessments].filter(([, { outlier }]) => outlier !== null)
  if (failing.length === 0) return { result: 'pass', reason: null, details: {} }
  const names = failing.map(([metric]) => metric).join(', ')
  return {
    result: 'fail',
    reason: `Metrics [${names}] are significantly out of the baseline`,
    details: Object.fromEntries(failing.map(([metric, { run, baseline }]) =>
      [metric, { actual: run.value, lowerLimit: baseline.lower, upperLimit: baseline.upper }]))
  }
}
