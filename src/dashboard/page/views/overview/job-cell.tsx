import type { JSX } from 'preact'
import { linkTo } from '../../route.js'
import { glyphOf, kindOfStatus } from '../../ui/status.js'
import { worldNow } from '../../wire/world.js'
import { shareDone, type PlannedJob } from './build-rows.js'

/** How far a running job is by its plan. */
function Fill ({ job }: { job: PlannedJob }): JSX.Element {
  const share = shareDone(job, worldNow.value ?? 0) ?? 0.5
  return <span class='fill' aria-hidden='true' style={{ height: `${Math.round(share * 100)}%` }} />
}

/** A job as a cell in its status, which leads to it. */
export function JobCell ({ job }: { job: PlannedJob }): JSX.Element {
  const { id, name, status, platform } = job
  const title = `${name ?? 'A job without a name'}, ${status}, ${platform}`
  const kind = kindOfStatus(status)
  return (
    <a class='job-cell' data-status={kind} data-job={id} href={linkTo(['job', id])} title={title} aria-label={title}>
      {kind === 'running' && <Fill job={job} />}
      <span aria-hidden='true'>{glyphOf(status)}</span>
    </a>
  )
}
