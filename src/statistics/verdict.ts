/** What the WebDriver command `sauce:performance` answers about the page load it judges (Sauce docs, "Transitions"). */
import type { Assertion } from './series.js'

export interface Verdict {
  result: 'pass' | 'fail'
  /** null on a pass. */
  reason: string | null
  /** The failing metrics only; an empty object on a pass, never absent, since clients read its keys. */
  details: Record<string, { actual: number, lowerLimit: number, upperLimit: number }>
}

/** Passes if none of the asked metrics is out of line. A metric without an assertion (not captured) cannot fail. */
export function judge (assertions: Readonly<Record<string, Assertion | undefined>>): Verdict {
  const details: Verdict['details'] = {}
  for (const [metric, assertion] of Object.entries(assertions)) {
    if (assertion?.outlier.status !== true) continue
    details[metric] = {
      actual: assertion.real_value,
      lowerLimit: assertion.lower_boundary,
      upperLimit: assertion.upper_boundary
    }
  }
  const failing = Object.keys(details)
  if (failing.length === 0) return { result: 'pass', reason: null, details }
  return { result: 'fail', reason: `Metrics [${failing.join(', ')}] are significantly out of the baseline`, details }
}
