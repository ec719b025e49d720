import { isoSeconds } from '../../kernel/time.js'
import type { MetricData, MetricName } from '../../lab/metrics/names.js'
import type { JobBody } from '../jobs/jobs.schema.js'
import { pageOf } from './layout.js'
import { html, type Markup } from './markup.js'

/** A link to what a page is about. */
export interface Link { readonly name: string, readonly href: string }

/** One page load, as the Performance API reports it. */
export interface ShownLoad {
  readonly url: string
  readonly error: string | null
  readonly metrics: MetricData
}

/** What the page of a job shows. */
export interface JobView {
  readonly body: JobBody
  readonly device: string | undefined
  /** undefined: the viewer does not see what is beyond the results, or there are none. */
  readonly commands: { readonly all: number, readonly errors: number } | undefined
  readonly build: Link | undefined
  readonly loads: readonly ShownLoad[]
  /** A sentence where there are none. */
  readonly files: readonly Link[] | string
  readonly details: boolean
}

interface Column { readonly name: string, readonly metric: MetricName, readonly write: (value: number) => string }

const ms = (value: number): string => `${Math.round(value)} ms`
const seconds = (value: number): string => `${(value / 1000).toFixed(2)} s`

const columns: readonly Column[] = [
  { name: 'Score', metric: 'score', write: (value) => String(Math.round(value * 100)) },
  { name: 'First Contentful Paint', metric: 'firstContentfulPaint', write: seconds },
  { name: 'Largest Contentful Paint', metric: 'largestContentfulPaint', write: seconds },
  { name: 'Speed Index', metric: 'speedIndex', write: seconds },
  { name: 'Time to Interactive', metric: 'firstInteractive', write: seconds },
  { name: 'Total Blocking Time', metric: 'totalBlockingTime', write: ms },
  { name: 'Layout Shift', metric: 'cumulativeLayoutShift', write: (value) => value.toFixed(3) },
  { name: 'Load', metric: 'load', write: seconds },
  { name: 'Requests', metric: 'requestsCount', write: String },
  { name: 'Size', metric: 'requestsSize', write: (value) => `${Math.round(value / 1000)} kB` }
]

const time = (unix: number | null): Markup | undefined => {
  if (unix === null) return undefined
  const iso = isoSeconds(unix * 1000)
  return html`<time datetime="${iso}">${iso.replace('T', ' ').replace('Z', ' UTC')}</time>`
}

/** How long a job took, or how long it has been at it. */
function durationOf ({ start_time: start, end_time: end }: JobBody): string | undefined {
  if (end === null) return undefined
  const took = Math.max(0, end - start)
  return took < 60 ? `${took} s` : `${Math.floor(took / 60)} min ${took % 60} s`
}

const verdicts = new Map<boolean | null, string>([[true, 'passed'], [false, 'failed'], [null, 'none set']])

const row = (name: string, value: Markup | string | number | undefined | null): Markup | undefined =>
  value === undefined || value === null || value === '' ? undefined : html`<dt>${name}</dt><dd>${value}</dd>\n`

function factsOf ({ body, device, build, commands, details }: JobView): Markup {
  const browser = [body.browser, body.browser_version].filter((part) => part !== '').join(' ')
  return html`<dl>
${row('Status', html`<strong class="${body.consolidated_status}">${body.consolidated_status}</strong>`)}
${row('Verdict', verdicts.get(body.passed))}
${row('Error', body.error)}
${row('Platform', [body.os, device, browser].filter((part) => part !== undefined).join(', '))}
${row('Driven by', [body.automation_backend, body.selenium_version].filter(Boolean).join(' '))}
${row('Build', build === undefined ? body.build : html`<a href="${build.href}">${build.name}</a>`)}
${row('Owner', body.owner)}
${row('Visibility', body.public)}
${row('Created', time(body.creation_time))}
${row('Started', time(body.start_time))}
${row('Ended', time(body.end_time) ?? 'not yet')}
${row('Duration', durationOf(body))}
${row('Commands', commands === undefined ? undefined : `${commands.all}, of which ${commands.errors} failed`)}
${row('Tunnel', body.assigned_tunnel_id)}
${row('Tags', details ? body.tags.join(', ') : undefined)}
${row('Custom data', details && body['custom-data'] !== null ? JSON.stringify(body['custom-data']) : undefined)}
${row('Test', body.id)}
</dl>`
}

function loadsOf (loads: readonly ShownLoad[]): Markup | undefined {
  if (loads.length === 0) return undefined
  const shown = columns.filter(({ metric }) => loads.some(({ metrics }) => metrics[metric] !== undefined))
  const cells = ({ metrics }: ShownLoad): Markup[] => shown.map(({ metric, write }) => {
    const value = metrics[metric]
    return html`<td>${value === undefined ? '–' : write(value)}</td>`
  })
  return html`<section aria-labelledby="loads">
<h2 id="loads">Page loads</h2>
<div class="wide" tabindex="0" role="region" aria-labelledby="loads">
<table>
<thead><tr><th scope="col">Page</th>${shown.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>
${loads.map((load) => html`<tr><th scope="row">${load.url}${faultOf(load)}</th>${cells(load)}</tr>\n`)}
</tbody>
</table>
</div>
</section>`
}

const faultOf = ({ error }: ShownLoad): Markup | undefined =>
  error === null ? undefined : html` <span class="error">${error}</span>`

const filesOf = (files: JobView['files']): Markup => html`<section aria-labelledby="files">
<h2 id="files">Files</h2>
${typeof files === 'string'
    ? html`<p class="quiet">${files}</p>`
    : html`<ul class="files">${files.map(({ name, href }) => html`<li><a href="${href}">${name}</a></li>\n`)}</ul>`}
</section>`

/** The page of a job. */
export function jobPage (view: JobView): string {
  const { body: { name, consolidated_status: status } } = view
  const title = name ?? 'Unnamed test'
  return pageOf(`${title} (${status})`, html`<h1>${title}</h1>
${factsOf(view)}
${loadsOf(view.loads)}
${filesOf(view.files)}`)
}
