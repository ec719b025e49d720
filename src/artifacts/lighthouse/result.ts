/** The Lighthouse result (LHR) of a page load, in Lighthouse 6.3's shape. */
import { measure, type Measurement } from '../../lab/metrics/measure.js'
import type { Timeline } from '../../lab/timeline.js'
import { hostAgent, userAgent, type BrowserPlatform } from '../user-agent.js'
import { detailAudits, type Audit } from './details.js'
import { displayValue, metricAudits, ownScore, type MetricAudit } from './metric-audits.js'

interface AuditRef { readonly id: string, readonly weight: number, readonly group?: string }

interface Category {
  readonly id: string
  readonly title: string
  /** From 0 to 1; null for a load that could not be measured. */
  readonly score: number | null
  readonly auditRefs: readonly AuditRef[]
}

export interface LighthouseResult {
  readonly audits: Readonly<Record<string, Audit>>
  readonly categories: { readonly performance: Category }
  readonly [key: string]: unknown
}

const failureOf = (code: string): { code: string, message: string } =>
  ({ code, message: 'Lighthouse was unable to load the page that was asked for.' })

const failedAudit = (named: Pick<Audit, 'id' | 'title' | 'description'>, error: string): Audit =>
  ({ ...named, score: null, scoreDisplayMode: 'error', errorMessage: failureOf(error).message })

function metricAudit (audit: MetricAudit, timeline: Timeline, scores: Measurement['scoreOverview']): Audit {
  const { id, title, description, scored, metric, unit } = audit
  if (timeline.error !== null) return failedAudit({ id, title, description }, timeline.error)
  const value = timeline.observed[metric]
  const { formFactor } = timeline.conditions.device
  return {
    id,
    title,
    description,
    score: scored === null ? ownScore(audit, value, formFactor) : scores[scored].score,
    scoreDisplayMode: 'numeric',
    numericValue: value,
    numericUnit: unit === 'shift' ? 'unitless' : 'millisecond',
    displayValue: displayValue(audit, value)
  }
}

function serverResponseTime ({ error, observed: { serverResponseTime: value } }: Timeline): Audit {
  const named = { id: 'server-response-time', title: 'Initial server response time' }
  if (error !== null) return failedAudit({ ...named, description: '' }, error)
  return {
    ...named,
    description: 'How long the server took to answer for the main document.',
    score: value > 600 ? 0 : 1,
    scoreDisplayMode: 'numeric',
    numericValue: value,
    numericUnit: 'millisecond',
    displayValue: `Root document took ${Math.round(value).toLocaleString('en-US')}\u00a0ms`
  }
}

const ungrouped = (id: string): boolean => id === 'metrics' || id.endsWith('screenshot')

/** The category's audits: the metrics with their weights, then what is only listed. */
function auditRefs (scores: Measurement['scoreOverview'], others: readonly Audit[]): AuditRef[] {
  return [
    ...metricAudits.map(({ id, weight, scored }) =>
      ({ id, weight: scored === null ? weight : scores[scored].weight, group: 'metrics' })),
    ...others.map(({ id }) => ungrouped(id) ? { id, weight: 0 } : { id, weight: 0, group: 'diagnostics' })
  ]
}

/** Of a load that could not be measured it has the reason in `runtimeError`, and no score. */
export function lighthouseResult (timeline: Timeline, platform: BrowserPlatform): LighthouseResult {
  const { conditions: { network, cpuRate, device }, url, error } = timeline
  const measured = measure(timeline)
  const agent = userAgent(device, platform)
  const others = [serverResponseTime(timeline), ...detailAudits(timeline, measured)]
  const audits = [...metricAudits.map((audit) => metricAudit(audit, timeline, measured.scoreOverview)), ...others]
  return {
    userAgent: agent,
    environment: {
      networkUserAgent: agent,
      hostUserAgent: hostAgent(platform),
      benchmarkIndex: 1000
    },
    lighthouseVersion: '6.3.0',
    fetchTime: new Date(timeline.timestamp).toISOString(),
    requestedUrl: url,
    finalUrl: url,
    runWarnings: [],
    ...(error === null ? {} : { runtimeError: failureOf(error) }),
    audits: Object.fromEntries(audits.map((audit) => [audit.id, audit])),
    configSettings: {
      output: ['json'],
      emulatedFormFactor: device.formFactor,
      locale: 'en-US',
      onlyCategories: ['performance'],
      throttlingMethod: 'provided',
      throttling: {
        requestLatencyMs: network.latency,
        downloadThroughputKbps: network.download,
        uploadThroughputKbps: network.upload,
        cpuSlowdownMultiplier: cpuRate
      }
    },
    categories: {
      performance: {
        id: 'performance',
        title: 'Performance',
        score: error === null ? measured.score : null,
        auditRefs: auditRefs(measured.scoreOverview, others)
      }
    },
    categoryGroups: {
      metrics: { title: 'Metrics' },
      diagnostics: { title: 'Diagnostics', description: 'More about how the page was loaded.' }
    },
    timing: { entries: [], total: Math.ceil(timeline.end) },
    i18n: { rendererFormattedStrings: {}, icuMessagePaths: {} },
    stackPacks: []
  }
}
