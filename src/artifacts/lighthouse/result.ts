/** The Lighthouse result (LHR) of a page load, in Lighthouse 6.3's shape. */
import type { Measurement } from '../../lab/metrics/measure.js'
import type { Timeline } from '../../lab/timeline.js'
import { hostAgent, userAgent, type BrowserPlatform } from '../user-agent.js'
import { resultOf, type Audit } from './audit.js'
import { performanceAudits, type Group, type ListedAudit } from './audits.js'
import { PageLoad } from './computed/page-load.js'
import { metricAudits } from './metric-audits.js'

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

const failureOf = (code: string, detail: string): { code: string, message: string } => ({
  code,
  message: 'Lighthouse was unable to reliably load the page you requested. Make sure you are testing the correct URL ' +
    `and that the server is properly responding to all requests. (Details: ${detail})`
})

function auditsOf (load: PageLoad): Record<string, Audit> {
  return Object.fromEntries(performanceAudits.map(({ audit }) => [audit.meta.id, resultOf(audit, load)]))
}

function weights (scores: Measurement['scoreOverview']): Map<string, number> {
  return new Map(metricAudits.map(({ id, weight, scored }) => [id, scored === null ? weight : scores[scored].weight]))
}

function refOf ({ audit: { meta: { id } }, group }: ListedAudit, weight: number): AuditRef {
  return group === undefined ? { id, weight } : { id, weight, group }
}

const notDirectly = 'don\'t [directly affect](https://web.dev/performance-scoring/) the Performance score.'

const categoryGroups: Readonly<Record<Group, object>> = {
  metrics: { title: 'Metrics' },
  'load-opportunities': {
    title: 'Opportunities',
    description: `These suggestions can help your page load faster. They ${notDirectly}`
  },
  budgets: {
    title: 'Budgets',
    description: 'Performance budgets set standards for the performance of your site.'
  },
  diagnostics: {
    title: 'Diagnostics',
    description: `More information about the performance of your application. These numbers ${notDirectly}`
  }
}

/** Of a load that could not be measured it has the reason in `runtimeError`, and no score. */
export function lighthouseResult (timeline: Timeline, platform: BrowserPlatform): LighthouseResult {
  const { conditions: { network, cpuRate, device }, requests, url, error } = timeline
  const load = new PageLoad(timeline)
  const { score, scoreOverview } = load.measured
  const agent = userAgent(device, platform)
  const weightOf = weights(scoreOverview)
  return {
    userAgent: hostAgent(platform),
    environment: {
      networkUserAgent: agent,
      hostUserAgent: hostAgent(platform),
      benchmarkIndex: 1000,
      credits: {}
    },
    lighthouseVersion: '6.3.0',
    fetchTime: new Date(timeline.timestamp).toISOString(),
    requestedUrl: url,
    finalUrl: url,
    runWarnings: [],
    ...(error === null ? {} : { runtimeError: failureOf(error, requests[0]?.errorText ?? '') }),
    audits: auditsOf(load),
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
        score: error === null ? score : null,
        auditRefs: performanceAudits.map((listed) => refOf(listed, weightOf.get(listed.audit.meta.id) ?? 0))
      }
    },
    categoryGroups,
    timing: { entries: [], total: Math.ceil(timeline.end) },
    i18n: { rendererFormattedStrings: {}, icuMessagePaths: {} },
    stackPacks: []
  }
}
