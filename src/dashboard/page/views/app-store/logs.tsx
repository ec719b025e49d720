import type { DiagnosticLogs } from '../../../../app-store-connect/diagnostics/logs.schema.js'
import type { JSX } from 'preact'
import { Shown } from '../../ui/loading.js'
import { appStore, look } from '../../wire/ask.js'
import { useLoaded } from '../../wire/loaded.js'
import { adviceOf, framesOf, logTitle, logsOf, type Frame } from './stacks.js'

/** So many logs of a signature are shown. */
const mostLogs = 5

/** The logs of a signature, each with the stacks it was taken from. */
export function Logs ({ signature }: { signature: string }): JSX.Element {
  const logs = useLoaded(signature, () =>
    look<DiagnosticLogs>(appStore, `v1/diagnosticSignatures/${signature}/logs`, { limit: mostLogs }))
  return (
    <Shown of={logs}>
      {(answer) => (
        <div class='stack'>
          {adviceOf(answer).map((sentence) => <p key={sentence}>{sentence}</p>)}
          {logsOf(answer).map((log, index) => (
            <details key={index} open={index === 0}>
              <summary>{logTitle(log)}</summary>
              <Stack frames={framesOf(log)} title={logTitle(log)} />
            </details>
          ))}
        </div>
      )}
    </Shown>
  )
}

const Stack = ({ frames, title }: { frames: readonly Frame[], title: string }): JSX.Element => (
  <ol class='frames scrolls mono' tabIndex={0} aria-label={`Call stack: ${title}`}>
    {frames.map((frame, index) => (
      <li
        key={index}
        class={`${frame.isBlamed ? 'blamed' : ''}${frame.isBranch ? ' branch' : ''}`}
        style={{ paddingLeft: `${Math.min(frame.depth, 12) * 16}px` }}
      >
        <span class='samples'>{frame.samples}</span> {frame.symbol}
        <span class='muted'> {frame.binary} {frame.place}</span>
      </li>
    ))}
  </ol>
)
