/** `lhr.html`: the Lighthouse result as a page to read, in one file that loads nothing. */
import { measure, type Measurement } from '../../lab/metrics/measure.js'
import type { NetworkRequest, Timeline } from '../../lab/timeline.js'
import { escapeMarkup as escape } from '../markup.js'
import { filmstrip } from '../picture/filmstrip.js'
import type { BrowserPlatform } from '../user-agent.js'
import type { Audit } from './audit.js'
import type { Group } from './audits.js'
import { groupLabels } from './diagnostics/main-thread.js'
import { displayValue, metricAudits, type MetricAudit } from './metric-audits.js'
import { pageStyle } from './page-style.js'
import { lighthouseResult, type LighthouseResult } from './result.js'
import { whole } from './wording.js'

const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)}\u00a0KiB`

/** Lighthouse's bands: below 50 red, below 90 orange, else green. */
function band (score: number | null): string {
  if (score === null) return 'none'
  if (score < 0.5) return 'red'
  return score < 0.9 ? 'orange' : 'green'
}

const points = (score: number | null): string => score === null ? '–' : String(Math.round(score * 100))

const section = (title: string, content: string): string => `<section><h2>${escape(title)}</h2>${content}</section>`

function table (caption: string, headings: readonly string[], rows: readonly string[]): string {
  const head = headings.map((text) => `<th scope="col">${escape(text)}</th>`).join('')
  const body = rows.join('')
  return `<table><caption>${escape(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`
}

/** A row of a table: what it is about, and its cells, which are markup already. */
const row = (heading: string, cells: ReadonlyArray<string | number>): string =>
  `<tr>${heading}${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`

const rowHeading = (text: string): string => `<th scope="row">${escape(text)}</th>`

function metrics ({ audits, categories }: LighthouseResult): string {
  const weights = new Map(categories.performance.auditRefs.map(({ id, weight }) => [id, weight]))
  const rows = metricAudits.map((metric) => metricRow(metric, audits[metric.id], weights.get(metric.id) ?? 0))
  const headings = ['Metric', 'Value', 'Exactly', 'Score', 'Weight']
  return section('Metrics', table('Values, scores and weights of Lighthouse 6.3', headings, rows))
}

/** Without the link at its end, for the page loads nothing and leads nowhere. */
const inShort = ({ description }: Pick<Audit, 'description'>): string =>
  description.replace(/\s*\[Learn [Mm]ore\]\(.*?\)\.?$/, '').replace(/\[(.*?)\]\(.*?\)/g, '$1')

function metricRow (metric: MetricAudit, audit: Audit | undefined, weight: number): string {
  const { score = null, numericValue, errorMessage = '' } = audit ?? {}
  const unit = metric.unit === 'shift' ? '' : '\u00a0ms'
  const value = numericValue === undefined ? errorMessage : displayValue(metric, numericValue)
  const exactly = numericValue === undefined ? '' : `${numericValue}${unit}`
  const heading = `<th scope="row">${escape(metric.title)}<small>${escape(inShort(metric))}</small></th>`
  const cells = `<td>${escape(value)}</td><td>${exactly}</td><td class="${band(score)}">${points(score)}</td>`
  return `<tr>${heading}${cells}<td>${weight}</td></tr>`
}

/** What an audit that is not passed says, or one that only tells something. */
const isNotable = ({ score, displayValue: said = '' }: Audit): boolean => score === null ? said !== '' : score < 0.9

function findings ({ audits, categories }: LighthouseResult, group: Group, title: string, caption: string): string {
  const rows = categories.performance.auditRefs.flatMap(({ id, group: own }) => {
    const audit = audits[id]
    return audit !== undefined && own === group && isNotable(audit) ? [findingRow(audit)] : []
  })
  return rows.length === 0 ? '' : section(title, table(caption, ['Audit', 'Finding', 'Score'], rows))
}

function findingRow (audit: Audit): string {
  const { title, score, displayValue: said = '' } = audit
  const heading = `<th scope="row">${escape(title)}<small>${escape(inShort(audit))}</small></th>`
  return `<tr>${heading}<td>${escape(said)}</td><td class="${band(score)}">${points(score)}</td></tr>`
}

function strip ({ visual }: Timeline): string {
  const frames = filmstrip(visual).map(({ at, percent, snapshot }) => {
    const image = `<img alt="${percent} percent complete" src="data:image/jpeg;base64,${snapshot}">`
    return `<li>${image}<span>${whole(at)}\u00a0ms</span><b>${percent}\u00a0%</b></li>`
  })
  return section('Visual progress', `<ol class="strip">${frames.join('')}</ol>`)
}

function bar (from: number, length: number, all: number, kind: string): string {
  const left = (100 * from / all).toFixed(2)
  const width = Math.max(0.2, 100 * length / all).toFixed(2)
  return `<i class="${kind}" style="left:${left}%;width:${width}%"></i>`
}

const bars = (...each: string[]): string => `<td class="fall"><span>${each.join('')}</span></td>`

function requests ({ requests: all, observed, end }: Timeline): string {
  const last = Math.min(end, Math.max(observed.load, observed.interactive, ...all.map((request) => request.end)))
  const headings = ['URL', 'Type', 'Status', 'Transferred', 'Start', 'End', 'Waterfall']
  const rows = all.map((request) => requestRow(request, last))
  const caption = 'Times in ms since navigation start; waiting and receiving'
  return section(`Requests (${all.length})`, table(caption, headings, rows))
}

/** `last`: where the waterfall ends, in ms since navigation start. */
function requestRow (request: NetworkRequest, last: number): string {
  const { url, type, status, failed, errorText, transferSize, start, end, phases: { receive } } = request
  const heading = `<th scope="row" title="${escape(url)}">${escape(url)}</th>`
  const outcome = failed ? escape(errorText ?? 'failed') : String(status)
  const cells = [escape(type), outcome, kilobytes(transferSize), whole(start), whole(end)]
  const waterfall = bars(
    bar(start, end - receive - start, last, 'wait'),
    bar(end - receive, receive, last, 'receive')
  )
  return `<tr>${heading}${cells.map((cell) => `<td>${cell}</td>`).join('')}${waterfall}</tr>`
}

function work ({ mainThreadWorkBreakdown, diagnostics: { totalTaskTime } }: Measurement): string {
  const all = Math.max(1, totalTaskTime)
  const rows = mainThreadWorkBreakdown.map(({ group, duration }) => {
    const cells = `<td>${whole(duration)}\u00a0ms</td>${bars(bar(0, duration, all, 'receive'))}`
    return `<tr>${rowHeading(groupLabels[group])}${cells}</tr>`
  })
  return section('Main-thread work', table(`${whole(totalTaskTime)} ms in all`, ['Category', 'Time', ''], rows))
}

function types ({ requestTypes }: Measurement): string {
  const rows = Object.entries(requestTypes).map(([type, { size, count }]) =>
    row(rowHeading(type), [count, kilobytes(size)]))
  return section('Bytes by type', table('Decoded bytes of the responses', ['Type', 'Responses', 'Size'], rows))
}

/** Everything that comes from a page is escaped; the page runs no script and loads nothing. */
export function lighthousePage (timeline: Timeline, platform: BrowserPlatform): Buffer {
  const result = lighthouseResult(timeline, platform)
  const measured = measure(timeline)
  const { score } = result.categories.performance
  const { network, cpuRate, device } = timeline.conditions
  const failure = timeline.error === null
    ? ''
    : `<p class="failure" role="alert">The page could not be measured: ${escape(timeline.error)}</p>`
  const started = new Date(timeline.startedAt).toISOString()
  const conditions = `${device.name}, ${network.name}, CPU ${cpuRate}×, ${started}, loader ${timeline.ids.loaderId}`
  const label = `Performance score ${points(score)}`
  return Buffer.from(`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${escape(timeline.url)} – Lighthouse report</title>
<style>${pageStyle}</style>
</head>
<body>
<header>
<div class="gauge ${band(score)}" role="img" aria-label="${label}"><b>${points(score)}</b></div>
<div><h1>${escape(timeline.title)}</h1><p>${escape(timeline.url)}</p>
<p>${escape(conditions)}</p></div>
</header>
<main>${failure}
${metrics(result)}
${findings(result, 'load-opportunities', 'Opportunities', 'What could make the page load faster')}
${findings(result, 'diagnostics', 'Diagnostics', 'More about how the page was loaded')}
${strip(timeline)}
${work(measured)}
${types(measured)}
${requests(timeline)}
</main>
<footer>Simulated by perftwin; laid out like a Lighthouse 6.3 result.</footer>
</body>
</html>
`)
}
