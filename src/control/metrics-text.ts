import { performance } from 'node:perf_hooks'
import { Counter, Gauge, Registry } from 'prom-client'
import type { Worlds } from '../worlds/registry.js'

/**
 * The metrics at this moment, in Prometheus' text format. A registry is made for each scrape and filled from the exact
 * counts, so nothing is measured twice and no timer runs between scrapes.
 */
export async function metricsText (worlds: Worlds, version: string): Promise<{ type: string, text: string }> {
  const registry = new Registry()
  const registers = [registry]
  const gauge = (name: string, help: string, value: number): void => { new Gauge({ name, help, registers }).set(value) }

  new Gauge({ name: 'perftwin_info', help: 'The version that runs.', labelNames: ['version'], registers }).set({ version }, 1)
  gauge('perftwin_worlds', 'Worlds that exist.', worlds.size)

  const labelNames = ['world', 'vendor', 'operation', 'status']
  const requests = new Counter({ name: 'perftwin_requests_total', help: 'Requests answered since the world was reset; status 0: broken by a fault.', labelNames, registers })
  const inFlight = new Gauge({ name: 'perftwin_requests_in_flight', help: 'Requests that are being answered.', labelNames: ['world'], registers })
  const evicted = new Counter({ name: 'perftwin_journal_evicted_total', help: 'Requests that the journal no longer holds.', labelNames: ['world'], registers })
  const held = new Gauge({ name: 'perftwin_journal_entries', help: 'Requests that the journal holds.', labelNames: ['world'], registers })
  const bytes = new Gauge({ name: 'perftwin_journal_bytes', help: 'What they take, as estimated.', labelNames: ['world'], registers })
  const matched = new Counter({ name: 'perftwin_fault_matched_total', help: 'Requests that a fault rule fitted.', labelNames: ['world', 'fault'], registers })
  const fired = new Counter({ name: 'perftwin_fault_fired_total', help: 'Requests that a fault rule struck.', labelNames: ['world', 'fault'], registers })

  for (const { name: world, journal, faults } of worlds.list()) {
    let answered = 0
    for (const [{ vendor, name }, { statuses }] of journal.counts.tallies) {
      for (const [status, count] of statuses) {
        answered += count
        if (count > 0) requests.inc({ world, vendor, operation: name ?? 'unrouted', status }, count)
      }
    }
    inFlight.set({ world }, journal.total - answered)
    evicted.inc({ world }, journal.evicted)
    held.set({ world }, journal.held)
    bytes.set({ world }, journal.bytes)
    for (const rule of faults.list()) {
      matched.inc({ world, fault: rule.id }, rule.matched)
      fired.inc({ world, fault: rule.id }, rule.fired)
    }
  }

  const memory = process.memoryUsage()
  gauge('process_resident_memory_bytes', 'Resident memory size in bytes.', memory.rss)
  gauge('nodejs_heap_size_used_bytes', 'Heap in use, in bytes.', memory.heapUsed)
  gauge('nodejs_heap_size_total_bytes', 'Heap size, in bytes.', memory.heapTotal)
  gauge('nodejs_external_memory_bytes', 'External memory, in bytes.', memory.external)
  gauge('nodejs_eventloop_utilization', 'Share of its time in which the event loop was busy, since the start.', performance.eventLoopUtilization().utilization)
  return { type: registry.contentType, text: await registry.metrics() }
}
