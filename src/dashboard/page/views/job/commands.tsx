import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { LogEntry } from '../../../../artifacts/session-log.js'
import type { Cursor } from '../../load/lanes.js'
import { filePath, type FoundJob, type JobFiles } from '../../load/read.js'
import { count, ms } from '../../ui/format.js'
import { Shown } from '../../ui/loading.js'
import { VirtualRows } from '../../ui/virtual-rows.js'
import { look, lookingAt } from '../../wire/ask.js'
import { useLoaded } from '../../wire/loaded.js'
import { stepsOf, type Step } from './command-log.js'

interface Of {
  readonly found: FoundJob
  readonly files: JobFiles
  readonly cursor: Cursor
  /** Where in the video the page load begins, s. */
  readonly offset: number | undefined
}

const columns = ['In the video', 'Command', 'About', 'Answer', 'Lasts', 'Screenshot']

function Row ({ step, choose }: { step: Step, choose: () => void }): JSX.Element {
  const { when, command, about, status, isFailed, duration, screenshot, index } = step
  return (
    <>
      <td class='mono number'>{when}</td>
      <td>
        {duration === undefined
          ? <span class='muted'>{command}</span>
          : <button type='button' class='link mono' id={`command-${index}`} onClick={choose}>{command}</button>}
      </td>
      <td class='one-line' title={about}>{about}</td>
      <td class={isFailed ? 'failed' : ''}>{status}</td>
      <td class='number'>{duration === undefined ? '' : ms(duration * 1000)}</td>
      <td>{screenshot === undefined ? '' : `no. ${screenshot}`}</td>
    </>
  )
}

function Detail ({ step, found: { job, account }, files }: Pick<Of, 'found' | 'files'> & { step: Step }): JSX.Element {
  const { entry, command, screenshot } = step
  const name = screenshot === undefined ? undefined : files.screenshots[screenshot]
  const href = name === undefined ? undefined : lookingAt(account, filePath(job.id, name)).href
  return (
    <section class='command' aria-label={`Command ${command}`}>
      {href !== undefined && (
        <a href={href} target='_blank' rel='noreferrer'><img src={href} alt={`Screenshot after ${command}`} /></a>
      )}
      {'request' in entry && (
        <div>
          <h3>Request</h3>
          <pre tabIndex={0}>{JSON.stringify(entry.request, null, 2)}</pre>
          <h3>Answer</h3>
          <pre tabIndex={0}>{JSON.stringify(entry.result, null, 2)}</pre>
        </div>
      )}
    </section>
  )
}

/** What the test did, command by command; the chosen one shows what was seen then, and the time axis goes there. */
export function Commands ({ found, files, cursor, offset }: Of): JSX.Element {
  const { job, account } = found
  const [chosen, setChosen] = useState<number | undefined>(undefined)
  const steps = useLoaded(`commands ${job.id}`, async () =>
    stepsOf(await look<readonly LogEntry[]>(account, filePath(job.id, 'log.json'))))
  return (
    <Shown of={steps}>
      {(lines) => {
        const step = lines[chosen ?? lines.findIndex(({ screenshot }) => screenshot !== undefined)]
        const choose = ({ index, at }: Step): void => {
          setChosen(index)
          if (at !== undefined && offset !== undefined) cursor.value = Math.round((at - offset) * 1000)
        }
        return (
          <div class='stack'>
            <VirtualRows
              name={`${count(lines.length)} commands`}
              items={lines}
              keyOf={({ index }) => index}
              rowHeight={34}
              height={340}
              columns={columns}
              row={(line) => <Row step={line} choose={() => { choose(line) }} />}
              chosen={step?.index}
            />
            {step !== undefined && <Detail step={step} found={found} files={files} />}
          </div>
        )
      }}
    </Shown>
  )
}
