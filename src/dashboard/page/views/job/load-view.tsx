import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import type { Cursor } from '../../load/lanes.js'
import { metricLines } from '../../load/metrics.js'
import { MetricsTable } from '../../load/metrics-table.js'
import type { LoadName, PageLoad } from '../../load/page-load.js'
import { readLoad, type FoundJob, type JobFiles } from '../../load/read.js'
import { route, setQuery } from '../../route.js'
import { Shown } from '../../ui/loading.js'
import { TabPanel, Tabs } from '../../ui/tabs.js'
import { useLoaded } from '../../wire/loaded.js'
import { Commands } from './commands.js'
import { Console } from './console.js'
import { FileLinks } from './file-links.js'
import { Logs, logsOf } from './logs.js'
import { Timeline } from './timeline.js'
import { Video } from './video.js'

interface Of { readonly found: FoundJob, readonly files: JobFiles, readonly load: PageLoad | undefined }

const numberOf = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined

/** What there is of the job to look at, by its files. */
function sections ({ files, load }: Of): Array<{ id: string, title: string }> {
  const has = (name: string): boolean => files.names.includes(name)
  const all: Array<[id: string, title: string, isThere: boolean]> = [
    ['metrics', 'Metrics', load !== undefined && Object.keys(load.metrics).length > 0],
    ['video', 'Video', has('video.mp4')],
    ['console', 'Console', has('console.json')],
    ['commands', 'Commands', has('log.json')],
    ['logs', 'Logs', logsOf(files).length > 0],
    ['files', 'Files', files.names.length > 0]
  ]
  return all.filter(([, , isThere]) => isThere).map(([id, title]) => ({ id, title }))
}

/** When in the video the page load begins, s. */
function offsetIn ({ found: { job }, load }: Of): number | undefined {
  return load?.startedAt === undefined ? undefined : load.startedAt / 1000 - job.start_time
}

function Section ({ section, of, cursor }: { section: string, of: Of, cursor: Cursor }): JSX.Element {
  const { found, files, load } = of
  const offset = offsetIn(of)
  switch (section) {
    case 'metrics': return <MetricsTable {...metricLines(load?.metrics ?? {}, load?.device ?? 'desktop')} />
    case 'video': return <Video found={found} cursor={cursor} offset={offset} end={load?.end ?? 0} />
    case 'console': return <Console found={found} />
    case 'commands': return <Commands found={found} files={files} cursor={cursor} offset={offset} />
    case 'logs': return <Logs found={found} files={files} />
    default: return <FileLinks found={found} files={files} />
  }
}

/** One page load of a job on its time axis, and the job's files below it. */
function Looked (of: Of): JSX.Element {
  const { load } = of
  const { query } = route.value
  const cursor = useSignal(numberOf(query['at']) ?? load?.marks.find(({ id }) => id === 'lcp')?.at)
  const tabs = sections(of)
  const chosen = tabs.find(({ id }) => id === query['tab'])?.id ?? tabs[0]?.id ?? 'files'
  return (
    <>
      {load?.error !== undefined && <p class='notice'>This page load could not be measured: {load.error}</p>}
      {load !== undefined && load.rows.length + load.tasks.length > 0 && (
        <Timeline
          load={load}
          cursor={cursor}
          chosen={numberOf(query['request'])}
          choose={(request) => { setQuery({ request }) }}
        />
      )}
      {tabs.length > 0 && (
        <section class='panel stack'>
          <Tabs name='files' label='Of this job' tabs={tabs} chosen={chosen} choose={(tab) => { setQuery({ tab }) }} />
          <TabPanel name='files' chosen={chosen}><Section section={chosen} of={of} cursor={cursor} /></TabPanel>
        </section>
      )}
    </>
  )
}

/** Reads the page load, and shows it. */
export function LoadView ({ found, files, name }: Omit<Of, 'load'> & { name: LoadName }): JSX.Element {
  const load = useLoaded(`load ${found.job.id} ${name.index}`, () => readLoad(found, files, name))
  return <Shown of={load}>{(read) => <Looked key={name.index} found={found} files={files} load={read} />}</Shown>
}

const goneFiles = 'The files of this job are gone: they are kept for 30 days after its end, or until they are deleted.'
const notRecorded = 'No page load of this job was recorded. That takes Chrome, extended debugging and a page to open.'

/** A job without page loads has its files alone. */
export const WithoutLoads = ({ found, files }: Omit<Of, 'load'>): JSX.Element => (
  <>
    <p class='muted'>{files.areGone ? goneFiles : notRecorded}</p>
    <Looked found={found} files={files} load={undefined} />
  </>
)
