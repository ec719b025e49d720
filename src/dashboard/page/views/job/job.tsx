import type { JSX } from 'preact'
import { isTooOld } from '../../load/age.js'
import { findJob, isOver, readFiles, type FoundJob } from '../../load/read.js'
import { route, setQuery } from '../../route.js'
import { Shown } from '../../ui/loading.js'
import { TabPanel, Tabs } from '../../ui/tabs.js'
import type { LiveEvent } from '../../wire/live.js'
import { useLoaded } from '../../wire/loaded.js'
import { account, info, worldNow } from '../../wire/world.js'
import { accountsToAsk } from '../accounts.js'
import { JobHead } from './head.js'
import { LoadView, WithoutLoads } from './load-view.js'
import { Neighbours } from './neighbours.js'
import { Unfinished } from './unfinished.js'

/** Why nothing but numbers is there. */
const gone = 'The files of this job are gone: they are kept for 30 days after its end, or until they are deleted. ' +
  'What was measured stays.'

const pathOf = (url: string): string => URL.canParse(url) ? new URL(url).pathname : url

function Over (found: FoundJob): JSX.Element {
  const { job } = found
  const now = worldNow.value ?? 0
  const key = `files ${job.id} ${job.modification_time} ${isTooOld(job, now)}`
  const files = useLoaded(key, () => readFiles(found, now))
  const wanted = Number(route.value.query['load'] ?? 0)
  return (
    <Shown of={files}>
      {(read) => {
        const name = read.loads.find(({ index }) => index === wanted) ?? read.loads[0]
        if (name === undefined) return <WithoutLoads found={found} files={read} />
        const tabs = read.loads.map(({ index, url }) => ({ id: String(index), title: `${index + 1}. ${pathOf(url)}` }))
        const chosen = String(name.index)
        const choose = (load: string): void => {
          setQuery({ load: load === '0' ? undefined : load, request: undefined, at: undefined })
        }
        const view = <div class='stack'><LoadView found={found} files={read} name={name} /></div>
        return (
          <>
            {read.areGone && <p class='muted'>{gone}</p>}
            <Neighbours found={found} files={read} load={name.index} />
            {tabs.length === 1 && view}
            {tabs.length > 1 && (
              <div>
                <Tabs name='load' label='Page loads' tabs={tabs} chosen={chosen} choose={choose} />
                <TabPanel name='load' chosen={chosen}>{view}</TabPanel>
              </div>
            )}
          </>
        )
      }}
    </Shown>
  )
}

/** A job: what it is, its page loads in time, and everything that it left behind. */
export function Job ({ path: [id = ''] }: { path: readonly string[] }): JSX.Element {
  const changedBy = (event: LiveEvent): boolean => {
    const isOurs = event.world === info.value?.world
    return isOurs && (['clock', 'restored'].includes(event.type) || event['job'] === id || event['key'] === id)
  }
  const chosen = account.value?.username ?? ''
  const found = useLoaded(`job ${id} ${chosen}`, () => findJob(id, accountsToAsk()), { changedBy })
  return (
    <div class='stack job'>
      <Shown of={found}>
        {(known) => known === null
          ? <p class='notice' role='status'>No account of this world has a job {id}.</p>
          : (
            <>
              <JobHead {...known} />
              {isOver(known.job) ? <Over {...known} /> : <Unfinished {...known} />}
            </>
            )}
      </Shown>
    </div>
  )
}
