import { bytes, count, decimal, ms } from '../../ui/format.js'

const titles: Readonly<Record<string, string>> = {
  rtt: 'Round trip time',
  maxRtt: 'Round trip time, worst',
  xhr_size: 'XHR size',
  xhr_count: 'XHR count',
  load: 'Load event',
  firstCPUIdle: 'First CPU idle',
  numRequests: 'Requests',
  numScripts: 'Scripts',
  numStylesheets: 'Stylesheets',
  numFonts: 'Fonts',
  numTasks: 'Tasks'
}

/** `largestContentfulPaint` is `Largest contentful paint`. */
export function metricTitle (name: string): string {
  const known = titles[name]
  if (known !== undefined) return known
  const task = /^numTasksOver(\d+)ms$/.exec(name)?.[1]
  if (task !== undefined) return `Tasks over ${task} ms`
  const words = name.replaceAll('_', ' ').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const isSize = (name: string): boolean =>
  /_size$/.test(name) || ['requestsSize', 'totalByteWeight', 'mainDocumentTransferSize'].includes(name)
const isCount = (name: string): boolean => /_count$|^num|^requestsCount$/.test(name)
const isPlain = (name: string): boolean => ['score', 'cumulativeLayoutShift'].includes(name)

/** The groups that metrics are offered in. */
export const groupOf = (name: string): string => {
  if (isSize(name)) return 'Sizes'
  if (isCount(name)) return 'Counts'
  if (isPlain(name)) return 'Without a unit'
  return name === 'throughput' ? 'Rates' : 'Times'
}

/** A value in its unit: `3,656 ms`, `1.5 MB`, `0.58`. */
export function valueWords (name: string, value: number): string {
  switch (groupOf(name)) {
    case 'Sizes': return bytes(Math.round(value))
    case 'Counts': return Number.isInteger(value) ? count(value) : decimal(value)
    case 'Rates': return `${decimal(value / 1_000_000)} Mbit/s`
    case 'Times': return ms(value)
    default: return decimal(value)
  }
}

/** Metrics by group, those that a page load has, in the order in which they are spoken of. */
export function groupsOf (names: readonly string[]): Array<{ title: string, names: string[] }> {
  const groups = ['Times', 'Without a unit', 'Sizes', 'Counts', 'Rates'].map((title) => ({
    title,
    names: names.filter((name) => groupOf(name) === title).sort((a, b) => metricTitle(a) < metricTitle(b) ? -1 : 1)
  }))
  return groups.filter(({ names }) => names.length > 0)
}
