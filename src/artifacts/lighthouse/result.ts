/** The Lighthouse result (LHR) of a page load, in Lighthouse 6.3's shape. */
import { measure } from '../../lab/metrics/measure.js'
import type { Timeline } from '../../lab/timeline.js'
import type { StoryPlatform } from '../story.js'
import { userAgent } from '../user-agent.js'
import { detailAudits, type Audit } from './details.js'
import { displayValue, metricAudits, ownScore, type MetricAudit } from './metric-audits.js'

export interface LighthouseResult {
  readonly audits: Readonly<Record<string, Audit>>
  readonly categories: { readonly performance: { readonly score: number | null, readonly auditRefs: ReadonlyArray<{ id: string, weight: number, group?: string }> } & Record<string, unknown> }
  readonly [key: string]: unknown
}

const failureOf = (code: string): { code: string, message: string } =>
  ({ code, message: 'Lighthouse was unable to load the page that was asked for.' })

function metricAudit (audit: MetricAudit, timeline: Timeline, scores: ReturnType<typeof measure>['scoreOverview']): Audit {
  const { id, title, description, scored, metric, unit } = audit
  if (timeline.error !== null) {
    return { id, title, description, score: null, scoreDisplayMode: 'error', errorMessage: failureOf(timeline.error).message }
  }
  const value = timeline.observed[metric]
  return {
    id,
    title,
    description,
    score: scored === null ? ownScore(audit, value, timeline.conditions.device.formFactor) : scores[scored].score,
    scoreDisplayMode: 'numeric',
    numericValue: value,
    numericUnit: unit === 'shift' ? 'unitless' : 'millisecond',
    displayValue: displayValue(audit, value)
  }
}

/** Of a load that could not be measured it has the reason in `runtimeError`, and no score. */
export function lighthouseResult (timeline: Timeline, platform: Pick<StoryPlatform, 'version'>): LighthouseResult {
  const { conditions: { network, cpuRate, device }, url, error, observed } = timeline
  const measured = measure(timeline)
  const agent = userAgent(timeline, platform.version)
  const responseTime: Audit = error === null
    ? {
        id: 'server-response-time',
        title: 'Initial server response time',
        description: 'How long the server took to answer for the main document.',
        score: observed.serverResponseTime > 600 ? 0 : 1,
        scoreDisplayMode: 'numeric',
        numericValue: observed.serverResponseTime,
        numericUnit: 'millisecond',
        displayValue: `Root document took ${Math.round(observed.serverResponseTime).toLocaleString('en-US')}\u00a0ms`
      }
    : { id: 'server-response-time', title: 'Initial server response time', description: '', score: null, scoreDisplayMode: 'error', errorMessage: failureOf(error).message }
  const audits = [...metricAudits.map((audit) => metricAudit(audit, timeline, measured.scoreOverview)), responseTime, ...detailAudits(timeline, measured)]
  const others = audits.slice(metricAudits.length).map(({ id }) => ({ id, weight: 0, ...(id === 'metrics' || id.endsWith('screenshot') ? {} : { group: 'diagnostics' }) }))
  return {
    userAgent: agent,
    environment: { networkUserAgent: agent, hostUserAgent: userAgent({ conditions: { ...timeline.conditions, device: { ...device, formFactor: 'desktop' } } }, platform.version), benchmarkIndex: 1000 },
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
      throttling: { requestLatencyMs: network.latency, downloadThroughputKbps: network.download, uploadThroughputKbps: network.upload, cpuSlowdownMultiplier: cpuRate }
    },
    categories: {
      performance: {
        id: 'performance',
        title: 'Performance',
        score: error === null ? measured.score : null,
        auditRefs: [...metricAudits.map(({ id, weight, scored }) => ({ id, weight: scored === null ? weight : measured.scoreOverview[scored].weight, group: 'metrics' })), ...others]
      }
    },
    categoryGroups: { metrics: { title: 'Metrics' }, diagnostics: { title: 'Diagnostics', description: 'More about how the page was loaded.' } },
    timing: { entries: [], total: Math.ceil(timeline.end) },
    i18n: { rendererFormattedStrings: {}, icuMessagePaths: {} },
    stackPacks: []
  }
}
