import { performance } from 'node:perf_hooks'
import { Counter, Gauge, Registry } from 'prom-client'
import { memoryKinds } from '../kernel/memory-budget.js'
import type { Worlds } from '../worlds/registry.js'

/**
 * The metrics at this moment, in Prometheus' text format. A registry is made for each scrape and filled from the exact
 * counts, so nothing is measured twice and no timer runs between scrapes.
 */
export async function metricsText (worlds: Worlds, version: string): Promise<{ type: string, text: string }> {
  const registry = new Registry()
  gauge(registry, 'perftwin_info', 'The version that runs.', ['version']).set({ version }, 1)
  gauge(registry, 'perftwin_worlds', 'Worlds that exist.').set(worlds.size)
  addMemory(registry, worlds)
  addTraffic(registry, worlds)
  addProcess(registry)
  return { type: registry.contentType, text: await registry.metrics() }
}

const gauge = <T extends string>(registry: Registry, name: string, help: string, labelNames: T[] = []): Gauge<T> =>
  new Gauge({ name, help, labelNames, registers: [registry] })

const counter = <T extends string>(registry: Registry, name: string, help: string, labelNames: T[]): Counter<T> =>
  new Counter({ name, help, labelNames, registers: [registry] })

/** What the budget is used for, and what went because it was used up. */
function addMemory (registry: Registry, { memory: { limit, accounts } }: Worlds): void {
  gauge(registry, 'perftwin_memory_limit_bytes', 'What all kinds of memory may take together.').set(limit)
  const used = gauge(registry, 'perftwin_memory_used_bytes', 'What each kind takes, as estimated.', ['kind'])
  const evicted = counter(registry, 'perftwin_memory_evicted_total',
    'Files, requests or worlds that went to make room.', ['kind'])
  for (const kind of memoryKinds) {
    used.set({ kind }, accounts[kind].used)
    evicted.inc({ kind }, accounts[kind].evicted)
  }
}

/** What each world was asked, by its journal and its faults. */
function addTraffic (registry: Registry, worlds: Worlds): void {
  const requests = counter(registry, 'perftwin_requests_total',
    'Requests answered since the world was reset; status 0: broken by a fault.',
    ['world', 'vendor', 'operation', 'status'])
  const inFlight = gauge(registry, 'perftwin_requests_in_flight', 'Requests that are being answered.', ['world'])
  const evicted = counter(registry, 'perftwin_journal_evicted_total',
    'Requests that the journal no longer holds.', ['world'])
  const held = gauge(registry, 'perftwin_journal_entries', 'Requests that the journal holds.', ['world'])
  const bytes = gauge(registry, 'perftwin_journal_bytes', 'What they take, as estimated.', ['world'])
  const matched = counter(registry, 'perftwin_fault_matched_total',
    'Requests that a fault rule fitted.', ['world', 'fault'])
  const fired = counter(registry, 'perftwin_fault_fired_total',
    'Requests that a fault rule struck.', ['world', 'fault'])

  for (const { name: world, journal, faults } of worlds.list()) {
    for (const [{ vendor, name }, { statuses }] of journal.counts.tallies) {
      for (const [status, count] of statuses) {
        if (count > 0) requests.inc({ world, vendor, operation: name ?? 'unrouted', status }, count)
      }
    }
    inFlight.set({ world }, journal.inFlight)
    evicted.inc({ world }, journal.evicted)
    held.set({ world }, journal.held)
    bytes.set({ world }, journal.bytes)
    for (const rule of faults.list()) {
      matched.inc({ world, fault: rule.id }, rule.matched)
      fired.inc({ world, fault: rule.id }, rule.fired)
    }
  }
}

/** What every Node.js process tells, by the names that prom-client's default metrics have. */
function addProcess (registry: Registry): void {
  const memory = process.memoryUsage()
  const { utilization } = performance.eventLoopUtilization()
  gauge(registry, 'process_resident_memory_bytes', 'Resident memory size in bytes.').set(memory.rss)
  gauge(registry, 'nodejs_heap_size_used_bytes', 'Heap in use, in bytes.').set(memory.heapUsed)
  gauge(registry, 'nodejs_heap_size_total_bytes', 'Heap size, in bytes.').set(memory.heapTotal)
  gauge(registry, 'nodejs_external_memory_bytes', 'External memory, in bytes.').set(memory.external)
  gauge(registry, 'nodejs_eventloop_utilization',
    'Share of its time in which the event loop was busy, since the start.').set(utilization)
}
