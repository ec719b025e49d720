import type { Constructor, Core } from './core.js'

/** One call that is to come. `every`: how often again, ms; undefined for once. */
export interface Timer {
  id: number, at: number, order: number, every: number | undefined, call: unknown,
  given: unknown[]
}

/** What `performance` tells of the page's load, ms since its start; the host measures it. */
export interface LoadTimes {
  /** When the load began, ms since the Unix epoch. */
  readonly origin: number
  readonly marks: Readonly<Record<string, number>>
  readonly paints: Readonly<Record<string, number>>
  readonly largestPaint: number | null
  readonly transferSize: number
  readonly encodedBodySize: number
  readonly resources: ReadonlyArray<Readonly<Record<string, string | number>>>
}

/** Timers, which run on the session's time, and `performance`. */
export function time (core: Core, failed: (error: unknown) => void) {
  const timers = new Map<number, Timer>()
  let last = 0
  const now = (): number => core.number('elapsed')
  const { eval: evaluate } = globalThis

  function start (call: unknown, delay: unknown, every: boolean, given: unknown[]): number {
    const ms = Math.max(every ? 1 : 0, Number(delay) || 0)
    if (timers.size >= 10_000) throw new core.DOMException('There are too many timers.', 'QuotaExceededError')
    timers.set(++last, { id: last, at: now() + ms, order: last, every: every ? ms : undefined, call, given })
    return last
  }
  const stop = (id: unknown): void => { timers.delete(Number(id)) }

  function soonest (): Timer | undefined {
    let found: Timer | undefined
    for (const each of timers.values()) {
      if (found === undefined || each.at < found.at || (each.at === found.at && each.order < found.order)) found = each
    }
    return found
  }

  /** Runs the timer that is due first, if one is. */
  function runNext (): boolean {
    const due = soonest()
    if (due === undefined || due.at > now()) return false
    timers.delete(due.id)
    if (due.every !== undefined) timers.set(due.id, { ...due, at: now() + due.every, order: ++last })
    try {
      if (typeof due.call === 'function') due.call.call(globalThis, ...due.given)
      else evaluate(String(due.call))
    } catch (error) {
      failed(error)
    }
    return true
  }

  const functions = {
    setTimeout: (call: unknown, delay?: unknown, ...given: unknown[]) => start(call, delay, false, given),
    setInterval: (call: unknown, delay?: unknown, ...given: unknown[]) => start(call, delay, true, given),
    clearTimeout: stop,
    clearInterval: stop,
    requestAnimationFrame: (call: (at: number) => void) => start(() => { call(now()) }, 16, false, []),
    cancelAnimationFrame: stop,
    requestIdleCallback: (call: (deadline: object) => void) =>
      start(() => { call({ didTimeout: false, timeRemaining: () => 50 }) }, 1, false, []),
    cancelIdleCallback: stop
  }

  const load = (): LoadTimes => core.parsed('loadTimes')
  class PerformanceEntry {
    declare readonly name: string
    declare readonly entryType: string
    declare readonly startTime: number
    declare readonly duration: number
    toJSON () { return { ...this } }
  }
  core.named(PerformanceEntry.prototype, 'PerformanceEntry')
  const kinds = ['PerformanceNavigationTiming', 'PerformanceResourceTiming', 'PerformancePaintTiming',
    'PerformanceMark', 'PerformanceMeasure', 'LargestContentfulPaint']
  const classes = Object.fromEntries(kinds.map((kind) => {
    const made = { [kind]: class extends PerformanceEntry {} }[kind] as typeof PerformanceEntry
    core.named(made.prototype, kind)
    return [kind, made]
  }))
  const entry = (kind: string, fields: object): PerformanceEntry =>
    Object.assign(new (classes[kind] ?? PerformanceEntry)(), fields)
  const own: PerformanceEntry[] = []

  function entries (): PerformanceEntry[] {
    const { marks, paints, largestPaint, resources, transferSize, encodedBodySize } = load()
    const navigation = entry('PerformanceNavigationTiming', {
      name: core.text('url'), entryType: 'navigation', startTime: 0, duration: marks.loadEventEnd ?? 0,
      initiatorType: 'navigation', type: 'navigate',
      nextHopProtocol: 'h2', redirectCount: 0, transferSize, encodedBodySize, decodedBodySize: encodedBodySize, ...marks
    })
    const painted = Object.entries(paints).map(([name, startTime]) =>
      entry('PerformancePaintTiming', { name, entryType: 'paint', startTime, duration: 0 }))
    const largest = largestPaint === null
      ? []
      : [entry('LargestContentfulPaint',
          {
            name: '', entryType: 'largest-contentful-paint', startTime: largestPaint, duration: 0,
            renderTime: largestPaint
          })]
    const fetched = resources.map((each) => entry('PerformanceResourceTiming', { entryType: 'resource', ...each }))
    return [navigation, ...[...painted, ...largest, ...fetched, ...own].toSorted((a, b) => a.startTime - b.startTime)]
  }

  class Performance {
    get timeOrigin () { return load().origin }
    get timing () { return timing() }
    get navigation () { return { type: 0, redirectCount: 0, toJSON: () => ({ type: 0, redirectCount: 0 }) } }
    get memory () { return { jsHeapSizeLimit: 4294705152, totalJSHeapSize: 24_000_000, usedJSHeapSize: 18_000_000 } }
    now () { return now() }
    getEntries () { return entries() }
    getEntriesByType (type: string) { return entries().filter(({ entryType }) => entryType === type) }
    getEntriesByName (name: string, type?: string) {
      return entries().filter((each) => each.name === name && (type === undefined || each.entryType === type))
    }

    mark (name: string) {
      const made = entry('PerformanceMark',
        { name: String(name), entryType: 'mark', startTime: now(), duration: 0, detail: null })
      own.push(made)
      return made
    }

    measure (name: string, from?: string, to?: string) {
      const at = (mark: string | undefined, absent: number): number => {
        if (typeof mark !== 'string') return absent
        const found = own.findLast((each) => each.entryType === 'mark' && each.name === mark)
        if (found === undefined) throw new core.DOMException(`The mark '${mark}' does not exist.`, 'SyntaxError')
        return found.startTime
      }
      const [startTime, end] = [at(from, 0), at(to, now())]
      const made = entry('PerformanceMeasure',
        { name: String(name), entryType: 'measure', startTime, duration: end - startTime, detail: null })
      own.push(made)
      return made
    }

    #clear (type: string, name?: string) {
      for (const each of [...own]) {
        if (each.entryType === type && (name === undefined || each.name === name)) own.splice(own.indexOf(each), 1)
      }
    }

    clearMarks (name?: string) { this.#clear('mark', name) }
    clearMeasures (name?: string) { this.#clear('measure', name) }
    clearResourceTimings () {}
    setResourceTimingBufferSize () {}
    toJSON () { return { timeOrigin: load().origin, timing: timing(), navigation: { type: 0, redirectCount: 0 } } }
  }
  core.named(Performance.prototype, 'Performance')

  /** The older `performance.timing`: whole milliseconds since the Unix epoch, 0 for what did not happen. */
  function timing (): Record<string, number> {
    const { origin, marks } = load()
    const at = (name: string): number => marks[name] === undefined || marks[name] === 0
      ? 0
      : Math.round(origin + marks[name])
    const names = [
      'unloadEventStart', 'unloadEventEnd', 'redirectStart', 'redirectEnd', 'fetchStart', 'domainLookupStart',
      'domainLookupEnd', 'connectStart', 'connectEnd',
      'secureConnectionStart', 'requestStart', 'responseStart', 'responseEnd', 'domLoading', 'domInteractive',
      'domContentLoadedEventStart',
      'domContentLoadedEventEnd', 'domComplete', 'loadEventStart', 'loadEventEnd'
    ]
    const all = { navigationStart: Math.round(origin), ...Object.fromEntries(names.map((name) => [name, at(name)])) }
    return { ...all, fetchStart: Math.max(at('fetchStart'), Math.round(origin)) }
  }

  return {
    functions,
    types: { Performance: Performance as Constructor, PerformanceEntry, ...classes },
    performance: new Performance() as object,
    soonest: () => soonest()?.at ?? null,
    runNext
  }
}

export type Time = ReturnType<typeof time>
