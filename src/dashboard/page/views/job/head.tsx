import type { JSX } from 'preact'
import type { FoundJob } from '../../load/read.js'
import { Copy } from '../../ui/copy.js'
import { count } from '../../ui/format.js'
import { Moment } from '../../ui/moment.js'
import { Status } from '../../ui/status.js'
import { worldRoot } from '../../wire/roots.js'
import { info } from '../../wire/world.js'
import { asCurl, asSdkCall } from './snippets.js'
import { platformOf } from './words.js'

const at = (seconds: number): JSX.Element => <Moment at={seconds * 1000} />

function Times ({ job }: { job: FoundJob['job'] }): JSX.Element {
  const { creation_time: created, start_time: started, end_time: ended, consolidated_status: status } = job
  const isWaiting = status === 'queued' || status === 'new'
  return (
    <dl class='facts'>
      <dt>Created</dt><dd>{at(created)} UTC</dd>
      <dt>Started</dt><dd>{isWaiting ? 'not yet' : at(started)}</dd>
      <dt>Ended</dt>
      <dd>{ended === null ? 'not yet' : <>{at(ended)}, after {count(ended - started)} s</>}</dd>
    </dl>
  )
}

/** What a test said of itself: `commit`, `branch` … */
function CustomData ({ data }: { data: Readonly<Record<string, unknown>> }): JSX.Element {
  const text = (value: unknown): string => typeof value === 'string' ? value : JSON.stringify(value)
  const entries = Object.entries(data)
  return <>{entries.map(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name}=`}>{text(value)}</dd>])}</>
}

/** What the job is, and how programs ask for it. */
export function JobHead ({ job, account }: FoundJob): JSX.Element {
  const accessKey = info.value?.accounts.find(({ username }) => username === account)?.accessKey ?? ''
  const asked = { root: worldRoot.href, username: account, accessKey }
  return (
    <section class='panel job-head'>
      <div class='row spread'>
        <div class='row'>
          <h1>{job.name === null || job.name === '' ? `Job ${job.id}` : job.name}</h1>
          <Status status={job.consolidated_status} />
        </div>
        <div class='row'>
          <Copy label='Copy as curl' text={asCurl(asked, `rest/v1/${job.owner}/jobs/${job.id}`)} />
          <Copy label='Copy as SDK call' text={asSdkCall(asked, job.owner, job.id)} />
        </div>
      </div>
      {job.error !== null && <p class='notice'>{job.error}</p>}
      <div class='job-facts'>
        <dl class='facts'>
          <dt>Id</dt><dd class='mono'>{job.id} <Copy text={job.id} of='the id' /></dd>
          <dt>Platform</dt><dd>{platformOf(job)}</dd>
          <dt>Build</dt><dd>{job.build ?? 'none'}</dd>
          <dt>Owner</dt><dd>{job.owner}</dd>
        </dl>
        <Times job={job} />
        <dl class='facts'>
          <dt>Tags</dt>
          <dd class='row'>
            {job.tags.length === 0 ? 'none' : job.tags.map((tag) => <span key={tag} class='chip'>{tag}</span>)}
          </dd>
          {job['custom-data'] !== null && <CustomData data={job['custom-data']} />}
        </dl>
      </div>
    </section>
  )
}
