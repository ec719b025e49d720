/** Counts and weights as Lighthouse 6.3's diagnostics audit has them (a task is "over" a limit only if it exceeds it). */
import type { NetworkEstimates, NetworkRequest, MainThreadTask, ResourceType } from '../timeline.js'
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
  requests: readonly NetworkRequest[], tasks: readonly MainThreadTask[], network: NetworkEstimates
): Diagnostics {
  const ofType = (type: ResourceType): number => requests.reduce((count, request) => request.type === type ? count + 1 : count, 0)
  const over = (limit: number): number => tasks.reduce((count, { duration }) => duration > limit ? count + 1 : count, 0)
  return {
    numRequests: requests.length,
    numScripts: ofType('Script'),
    numStylesheets: ofType('Stylesheet'),
    numFonts: ofType('Font'),
    numTasks: tasks.length,
    numTasksOver10ms: over(10),
    numTasksOver25ms: over(25),
    numTasksOver50ms: over(50),
    numTasksOver100ms: over(100),
    numTasksOver500ms: over(500),
    rtt: Math.round(network.rtt),
    throughput: network.throughput,
    maxRtt: Math.round(network.maxRtt),
    maxServerLatency: Math.round(network.maxServerLatency),
    totalByteWeight: requests.reduce((sum, { transferSize }) => sum + transferSize, 0),
    totalTaskTime: Math.round(totalTaskTime(tasks)),
    mainDocumentTransferSize: requests[0]!.transferSize
  }
}

export interface RequestTypeTotal { size: number, encoded: number, count: number }

/**
 * Decoded bytes and number of responses per DevTools resource type, in order of first appearance. Requests without a
 * response are counted as requests but under no type; `encoded` is always 0 in the vendor's files.
 */
export function requestTypes (requests: readonly NetworkRequest[]): Partial<Record<ResourceType, RequestTypeTotal>> {
  const totals: Partial<Record<ResourceType, RequestTypeTotal>> = {}
  for (const { type, failed, resourceSize } of requests) {
    if (failed) continue
    const total = totals[type] ??= { size: 0, encoded: 0, count: 0 }
    total.size += resourceSize
    total.count++
  }
  return totals
}
