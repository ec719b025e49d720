import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { filePath, type FoundJob, type JobFiles } from '../../load/read.js'
import { count } from '../../ui/format.js'
import { Shown } from '../../ui/loading.js'
import { VirtualRows } from '../../ui/virtual-rows.js'
import { lookAtBytes } from '../../wire/ask.js'
import { useLoaded } from '../../wire/loaded.js'

const readable = ['selenium-server.log', 'automator.log', 'console.log', 'junit.xml', 'appium-server.log']

/** The job's files that are text, line by line. Others than the vendor's own were uploaded by a client. */
export const logsOf = ({ names }: Pick<JobFiles, 'names'>): string[] =>
  names.filter((name) => readable.includes(name) || /\.(?:log|txt)$/.test(name))

interface Line { readonly number: number, readonly text: string }

function linesOf (text: string): Line[] {
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines.map((line, index) => ({ number: index + 1, text: line }))
}

const columns = ['Line', 'Text']

/** A log as text, with those lines alone that have a word. */
export function Logs ({ found: { job, account }, files }: { found: FoundJob, files: JobFiles }): JSX.Element {
  const names = logsOf(files)
  const [chosen, setChosen] = useState(names[0] ?? '')
  const [wanted, setWanted] = useState('')
  const text = useLoaded(`log ${job.id} ${chosen}`, async () =>
    linesOf(await (await lookAtBytes(account, filePath(job.id, chosen))).text()))
  return (
    <div class='stack'>
      <div class='row'>
        <label class='row'>
          Log
          <select value={chosen} onChange={({ currentTarget }) => { setChosen(currentTarget.value) }}>
            {names.map((name) => <option key={name}>{name}</option>)}
          </select>
        </label>
        <label class='row'>
          with
          <input
            type='search'
            value={wanted}
            placeholder='any text'
            onInput={({ currentTarget }) => { setWanted(currentTarget.value) }}
          />
        </label>
      </div>
      <Shown of={text}>
        {(lines) => {
          const shown = lines.filter((line) => line.text.toLowerCase().includes(wanted.toLowerCase()))
          return (
            <VirtualRows
              name={`${count(shown.length)} of ${count(lines.length)} lines of ${chosen}`}
              items={shown}
              keyOf={({ number }) => number}
              rowHeight={24}
              height={420}
              columns={columns}
              rowClass={() => 'log-line'}
              row={({ number, text: line }) => (
                <><td class='number muted'>{number}</td><td class='mono one-line' title={line}>{line}</td></>
              )}
            />
          )
        }}
      </Shown>
    </div>
  )
}
