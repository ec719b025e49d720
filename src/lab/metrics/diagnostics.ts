/**
 * Counts and weights as Lighthouse 6.3's diagnostics audit has them (a task is "over" a limit only if it exceeds it).
 */
import { mainDocument } from '../main-document.js'
import type { MainThreadTask, NetworkEstimates, ResourceType, TimedRequest } from '../timeline.js'
import { totalTaskTime } from './breakdown.js'

export interface Diagnostics {
  numRequests: number
  numScripts: number
  numStylesheets: number
  numFonts: number
  numTasks: number
  numTasksOver10ms: number
  numTasksOver25ms: number
  numTasksOver50ms: number
  numTasksOver100ms: number
  numTasksOver500ms: number
  /** ms */
  rtt: number
  /** bit/s */
  throughput: number
  maxRtt: number
  maxServerLatency: number
  totalByteWeight: number
  totalTaskTime: number
  mainDocumentTransferSize: number
}

export function diagnostics (
  requests: readonly TimedRequest[], tasks: readonly MainThreadTask[], network: NetworkEstimates
): Diagnostics {
  const found = { numScripts: 0, numStylesheets: 0, numFonts: 0 }
  let totalByteWeight = 0
  for (const { type, transferSize } of requests) {
    totalByteWeight += transferSize
    if (type === 'Script') found.numScripts++
    else if (type === 'Stylesheet') found.numStylesheets++
    else if (type === 'Font') found.numFonts++
  }
  const over = {
    numTasksOver10ms: 0,
    numTasksOver25ms: 0,
    numTasksOver50ms: 0,
    numTasksOver100ms: 0,
    numTasksOver500ms: 0
  }
  for (let i = 0; i < tasks.length; i++) {
    const { duration } = tasks[i]!
    // Most are shorter.
    if (duration <= 10) continue
    over.numTasksOver10ms++
    if (duration > 25) over.numTasksOver25ms++
    if (duration > 50) over.numTasksOver50ms++
    if (duration > 100) over.numTasksOver100ms++
    if (duration > 500) over.numTasksOver500ms++
  }
  return {
    numRequests: requests.length,
    ...found,
    numTasks: tasks.length,
    ...over,
    rtt: Math.round(network.rtt),
    throughput: network.throughput,
    maxRtt: Math.round(network.maxRtt),
    maxServerLatency: Math.round(network.maxServerLatency),
    totalByteWeight,
    totalTaskTime: Math.round(totalTaskTime(tasks)),
    mainDocumentTransferSize: mainDocument(requests).transferSize
  }
}

export interface RequestTypeTotal { size: number, encoded: number, count: number }

/**
 * Decoded bytes and number of responses per DevTools resource type, in order of first appearance. Requests without a
 * response are counted as requests but under no type; `encoded` is always 0 in the vendor's files.
 */
export function requestTypes (requests: readonly TimedRequest[]): Partial<Record<ResourceType, RequestTypeTotal>> {
  const totals: Partial<Record<ResourceType, RequestTypeTotal>> = {}
  for (const { type, failed, resourceSize } of requests) {
    if (failed) continue
    const total = totals[type] ??= { size: 0, encoded: 0, count: 0 }
    total.size += resourceSize
    total.count++
  }
  return totals
}
