import type { JSX } from 'preact'
import { eventWords, type Event } from './truth.js'

/** What really happened, in words. */
export const TruthPanel = (
  { events, metric, choose }: { events: readonly Event[], metric: string, choose: (index: number) => void }
): JSX.Element => (
  <section class='panel' aria-label='What really happened' data-part='truth'>
    <h2>What really happened</h2>
    {events.length === 0 && <p class='muted'>Nothing: no cause and no accident moved these runs.</p>}
    <ul class='plain'>
      {events.map((event) => (
        <li key={`${event.kind} ${event.jobId}`} data-event={event.jobId}>
          <button type='button' onClick={() => { choose(event.index) }}>{event.kind}</button>
          {' '}{eventWords(metric, event)}
        </li>
      ))}
    </ul>
  </section>
)
