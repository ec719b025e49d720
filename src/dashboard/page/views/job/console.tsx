import type { JSX } from 'preact'
import type { ConsoleEntry } from '../../../../artifacts/console-json.js'
import { count, time } from '../../ui/format.js'
import { Shown } from '../../ui/loading.js'
import { VirtualRows } from '../../ui/virtual-rows.js'
import { look } from '../../wire/ask.js'
import { useLoaded } from '../../wire/loaded.js'
import { filePath, type FoundJob } from '../../load/read.js'

const columns = ['Time (UTC)', 'Level', 'Source', 'Message', 'Where']

/** What pages and browser wrote to the console. */
export function Console ({ found: { job, account } }: { found: FoundJob }): JSX.Element {
  const entries = useLoaded(`console ${job.id}`, () =>
    look<readonly ConsoleEntry[]>(account, filePath(job.id, 'console.json')))
  return (
    <Shown of={entries}>
      {(lines) => lines.length === 0
        ? <p class='muted'>Nothing was written to the console.</p>
        : (
          <VirtualRows
            name={`${count(lines.length)} lines of the console`}
            items={lines.map((line, index) => ({ ...line, index }))}
            keyOf={({ index }) => index}
            rowHeight={28}
            height={420}
            columns={columns}
            row={({ timestamp, level, source, text, url }) => (
              <>
                <td class='mono'>{time(timestamp).slice(11)}</td>
                <td class='level' data-level={level}>{level}</td>
                <td>{source}</td>
                <td class='one-line' title={text}>{text}</td>
                <td class='one-line mono' title={url}>{url ?? ''}</td>
              </>
            )}
          />
          )}
    </Shown>
  )
}
