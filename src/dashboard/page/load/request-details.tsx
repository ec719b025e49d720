import type { JSX } from 'preact'
import { bytes, ms } from '../ui/format.js'
import { nameOfPhase } from './bars.js'
import type { Header } from './har.js'
import type { Row } from './waterfall.js'

const Headers = ({ title, headers }: { title: string, headers: readonly Header[] }): JSX.Element => (
  <section>
    <h3>{title}</h3>
    <dl class='facts'>
      {headers.map(({ name, value }, index) => [<dt key={`n${index}`}>{name}</dt>, <dd key={`v${index}`}>{value}</dd>])}
    </dl>
  </section>
)

function initiatorOf ({ entry: { _initiator: initiator } }: Row): string {
  if (initiator === undefined) return 'unknown'
  return initiator.url === undefined ? initiator.type : `${initiator.type}, ${initiator.url}`
}

function Facts ({ row }: { row: Row }): JSX.Element {
  const { entry, status, size, transferred, priority, start, end } = row
  const { response, request, serverIPAddress, connection } = entry
  const error = response._error ?? ''
  return (
    <dl class='facts'>
      <dt>Status</dt><dd>{error === '' ? `${status} ${response.statusText}` : error}</dd>
      <dt>Type</dt><dd>{response.content.mimeType}</dd>
      <dt>Over the line</dt><dd>{bytes(transferred)}</dd>
      <dt>Unpacked</dt><dd>{bytes(size)}</dd>
      <dt>Priority</dt><dd>{priority}</dd>
      <dt>Asked for by</dt><dd>{initiatorOf(row)}</dd>
      <dt>Protocol</dt><dd>{request.httpVersion}</dd>
      {serverIPAddress !== undefined && <><dt>Server</dt><dd>{serverIPAddress}, connection {connection}</dd></>}
      <dt>Time</dt><dd>{ms(start)} to {ms(end)}</dd>
    </dl>
  )
}

function Phases ({ row: { segments, entry: { time, timings: { comment } } } }: { row: Row }): JSX.Element {
  return (
    <section>
      <h3>Phases</h3>
      <table>
        <tbody>
          {segments.map(({ phase, start, end }) => (
            <tr key={phase}>
              <th scope='row'>{nameOfPhase(phase)}</th>
              <td class='number'>{(end - start).toFixed(1)} ms</td>
            </tr>
          ))}
          <tr><th scope='row'>in all</th><td class='number'>{time.toFixed(1)} ms</td></tr>
        </tbody>
      </table>
      {comment !== undefined && <p class='muted'>{comment}</p>}
    </section>
  )
}

/** All that was recorded of a request. */
export function RequestDetails ({ row, close }: { row: Row, close: () => void }): JSX.Element {
  const { entry: { request, response } } = row
  return (
    <section class='drawer' aria-label={`Request ${row.name}`} tabIndex={0}>
      <div class='row spread'>
        <h3 class='mono'>{row.method} {row.url}</h3>
        <button type='button' onClick={close}>Close</button>
      </div>
      <Facts row={row} />
      <Phases row={row} />
      <Headers title='Request headers' headers={request.headers} />
      <Headers title='Response headers' headers={response.headers} />
    </section>
  )
}
