/** What an audit of a Lighthouse 6.3 result is, and how its score decides what it is called. */
import type { PageLoad } from './computed/page-load.js'

export type ScoreDisplayMode = 'numeric' | 'binary' | 'informative' | 'notApplicable' | 'error'

export type NumericUnit = 'millisecond' | 'byte' | 'element' | 'unitless'

/** What an audit is called, whatever it finds. */
export interface AuditMeta {
  readonly id: string
  readonly title: string
  /** What it is called instead when its score is too low to pass. */
  readonly failureTitle?: string
  readonly description: string
  /** What has to be gathered of the page; nothing if absent. */
  readonly needs?: string
  readonly mode: 'numeric' | 'binary' | 'informative'
}

/** What it found. */
export interface Finding {
  /** 0 to 1; says nothing in an audit that only informs. */
  readonly score: number
  readonly notApplicable?: boolean
  readonly numericValue?: number
  readonly numericUnit?: NumericUnit
  readonly displayValue?: string
  readonly warnings?: readonly string[]
  readonly details?: object
}

export interface Audit extends Omit<Finding, 'score' | 'notApplicable'> {
  readonly id: string
  readonly title: string
  readonly description: string
  readonly score: number | null
  readonly scoreDisplayMode: ScoreDisplayMode
  readonly errorMessage?: string
}

/** From this score on an audit is passed. */
const passing = 0.9

const hundredths = (value: number): number => Math.round(value * 100) / 100

function audited (meta: AuditMeta, finding: Finding): Audit {
  const { id, title, failureTitle, description, mode } = meta
  const { score, notApplicable = false, ...found } = finding
  const scored = !notApplicable && mode !== 'informative'
  const failed = scored && hundredths(score) < passing
  return {
    id,
    title: failed ? failureTitle ?? title : title,
    description,
    score: scored ? hundredths(score) : null,
    scoreDisplayMode: notApplicable ? 'notApplicable' : mode,
    ...found
  }
}

/** Of a load that could not be measured. */
function withoutPage (audit: LoadAudit, load: PageLoad): Audit {
  const { id, title, description, needs } = audit.meta
  if (needs === undefined) return audit.run(load)
  const errorMessage = `Required ${needs} gatherer did not run.`
  return { id, title, description, score: null, scoreDisplayMode: 'error', errorMessage }
}

export const resultOf = (audit: LoadAudit, load: PageLoad): Audit =>
  load.timeline.error === null ? audit.run(load) : withoutPage(audit, load)

/** An audit of page loads: what it is called, and how it finds what it finds. */
export interface LoadAudit {
  readonly meta: AuditMeta
  readonly run: (load: PageLoad) => Audit
}

export const defineAudit = (meta: AuditMeta, find: (load: PageLoad) => Finding): LoadAudit =>
  ({ meta, run: (load) => audited(meta, find(load)) })
