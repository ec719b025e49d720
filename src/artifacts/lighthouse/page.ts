/** `lhr.html`: the Lighthouse result as a page to read, in one file that loads nothing. */
import { measure, type Measurement } from '../../lab/metrics/measure.js'
import type { NetworkRequest, Timeline } from '../../lab/timeline.js'
import { escapeMarkup as escape } from '../markup.js'
import { filmstrip } from '../picture/filmstrip.js'
import type { StoryPlatform } from '../story.js'
import { groupLabels } from './details.js'
import { displayValue, metricAudits } from './metric-audits.js'
import { pageStyle } from './page-style.js'
import { lighthouseResult, type LighthouseResult } from './result.js'

const whole = (value: number): string => Math.round(value).toLocaleString('en-US')
const kilobytes = (bytes: number): string => `${(bytes / 1024).toFixed(1)}\u00a0KiB`

/** Lighthouse's bands: below 50 red, below 90 orange, else green. */
const band = (score: number | null): string => score === null ? 'none' : score < 0.5 ? 'red' : score < 0.9 ? 'orange' : 'green'

const points = (score: number | null): string => score === null ? '–' : String(Math.round(score * 100))

const section = (title: string, content: string): string => `<section><h2>${escape(title)}</h2>${content}</section>`

const table = (caption: string, headings: readonly string[], rows: readonly string[]): string =>
  `<table><caption>${escape(caption)}</caption><thead><tr>${headings.map((text) => `<th scope="col">${escape(text)}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table>`

function metrics ({ audits, categories }: LighthouseResult): string {
  const weights = new Map(categories.performance.auditRefs.map(({ id, weight }) => [id, weight]))
  return section('Metrics', table('Values, scores and weights of Lighthouse 6.3', ['Metric', 'Value', 'Exactly', 'Score', 'Weight'], metricAudits.map((metric) => {
    const { score, numericValue, errorMessage } = audits[metric.id]!
    const unit = metric.unit === 'shift' ? '' : '\u00a0ms'
    const value = numericValue === undefined ? escape(errorMessage ?? '') : escape(displayValue(metric, numericValue))
    return `<tr><th scope="row">${escape(metric.title)}<small>${escape(metric.description)}</small></th><td>${value}</td><td>${numericValue === undefined ? '' : `${numericValue}${unit}`}</td><td class="${band(score)}">${points(score)}</td><td>${weights.get(metric.id) ?? 0}</td></tr>`
  })))
}

const strip = ({ visual }: Timeline): string => section('Visual progress', `<ol class="strip">${filmstrip(visual).map(({ at, snapshot }, index) =>
  `<li><img alt="${visual.steps[index]!.percent} percent complete" src="data:image/jpeg;base64,${snapshot}"><span>${whole(at)}\u00a0ms</span><b>${visual.steps[index]!.percent}\u00a0%</b></li>`).join('')}</ol>`)

const bar = (from: number, length: number, all: number, kind: string): string =>
  `<i class="${kind}" style="left:${(100 * from / all).toFixed(2)}%;width:${Math.max(0.2, 100 * length / all).toFixed(2)}%"></i>`

function requests ({ requests: all, observed, end }: Timeline): string {
  const last = Math.min(end, Math.max(observed.load, observed.interactive, ...all.map((request) => request.end)))
  const row = (request: NetworkRequest): string => {
    const { url, type, status, failed, errorText, transferSize, start, end: finished, phases: { receive } } = request
    const bars = bar(start, finished - receive - start, last, 'wait') + bar(finished - receive, receive, last, 'receive')
    return `<tr><th scope="row" title="${escape(url)}">${escape(url)}</th><td>${escape(type)}</td><td>${failed ? escape(errorText ?? 'failed') : status}</td><td>${kilobytes(transferSize)}</td><td>${whole(start)}</td><td>${whole(finished)}</td><td class="fall"><span>${bars}</span></td></tr>`
  }
  return section(`Requests (${all.length})`, table('Times in ms since navigation start; waiting and receiving', ['URL', 'Type', 'Status', 'Transferred', 'Start', 'End', 'Waterfall'], all.map(row)))
}

const work = ({ mainThreadWorkBreakdown, diagnostics: { totalTaskTime } }: Measurement): string =>
  section('Main-thread work', table(`${whole(totalTaskTime)} ms in all`, ['Category', 'Time', ''], mainThreadWorkBreakdown.map(({ group, duration }) =>
    `<tr><th scope="row">${escape(groupLabels[group])}</th><td>${whole(duration)}\u00a0ms</td><td class="fall"><span>${bar(0, duration, Math.max(1, totalTaskTime), 'receive')}</span></td></tr>`)))

const types = ({ requestTypes }: Measurement): string =>
  section('Bytes by type', table('Decoded bytes of the responses', ['Type', 'Responses', 'Size'], Object.entries(requestTypes).map(([type, { size, count }]) =>
    `<tr><th scope="row">${escape(type)}</th><td>${count}</td><td>${kilobytes(size)}</td></tr>`)))

/** Everything that comes from a page is escaped; the page runs no script and loads nothing. */
export function lighthousePage (timeline: Timeline, platform: Pick<StoryPlatform, 'version'>): Buffer {
  const result = lighthouseResult(timeline, platform)
  const measured = measure(timeline)
  const { score } = result.categories.performance
  const { network, cpuRate, device } = timeline.conditions
  const failure = timeline.error === null ? '' : `<p class="failure" role="alert">The page could not be measured: ${escape(timeline.error)}</p>`
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
<div class="gauge ${band(score)}" role="img" aria-label="Performance score ${points(score)}"><b>${points(score)}</b></div>
<div><h1>${escape(timeline.title)}</h1><p>${escape(timeline.url)}</p>
<p>${escape(device.name)}, ${escape(network.name)}, CPU ${cpuRate}×, ${escape(new Date(timeline.startedAt).toISOString())}, loader ${escape(timeline.ids.loaderId)}</p></div>
</header>
<main>${failure}
${metrics(result)}
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
