import { isoSeconds } from '../../kernel/time.js'
import { consolidatedStatusAt } from '../../facts/job.js'
import type { BuildState } from '../builds/build-state.js'
import type { Link } from './job.page.js'
import { pageOf } from './layout.js'
import { html } from './markup.js'

const headings = ['Test', 'Status', 'Platform', 'Created']

/** The page of a build: its jobs that the viewer may see, with links to their pages. */
export function buildPage (state: BuildState, at: number, link: (id: string) => Link['href']): string {
  const { build, jobs, status } = state
  const rows = jobs.map((job) => {
    const { id, name, platform: { os, browser, shortVersion } } = job
    const verdict = consolidatedStatusAt(job, at)
    const created = isoSeconds(job.plan.created)
    return html`<tr>
<th scope="row"><a href="${link(id)}">${name ?? 'Unnamed test'}</a></th>
<td class="${verdict}">${verdict}</td>
<td>${os}, ${browser} ${shortVersion}</td>
<td><time datetime="${created}">${created}</time></td>
</tr>\n`
  })
  return pageOf(`${build.name} (${status})`, html`<h1>${build.name}</h1>
<dl>
<dt>Status</dt><dd><strong class="${status}">${status}</strong></dd>
<dt>Owner</dt><dd>${build.owner}</dd>
<dt>Build</dt><dd>${build.id}</dd>
</dl>
<h2 id="tests">Tests</h2>
<div class="wide" tabindex="0" role="region" aria-labelledby="tests">
<table>
<thead><tr>${headings.map((heading) => html`<th scope="col">${heading}</th>`)}</tr></thead>
<tbody>
${rows}
</tbody>
</table>
</div>`)
}
