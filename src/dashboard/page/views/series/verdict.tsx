import type { JSX } from 'preact'
import { Copy } from '../../ui/copy.js'
import { Shown } from '../../ui/loading.js'
import { look } from '../../wire/ask.js'
import { useLoaded } from '../../wire/loaded.js'
import { changedBy } from './changed-by.js'
import type { Assertions } from './wire.js'
import { verdictWords } from './words.js'

interface Asked {
  readonly owner: string
  readonly job: string
  readonly metric: string
  readonly orderIndex: number
  /** Whatever changes with what is said of the run. */
  readonly round: string
}

/** What `assert` says of a run: in words, and as any client gets it. */
export function Verdict ({ owner, job, metric, orderIndex, round }: Asked): JSX.Element {
  const path = `v2/performance/metrics/${job}/assert/`
  const query = { metric_names: metric, order_index: orderIndex }
  const key = `${job} ${metric} ${orderIndex} ${round}`
  const loaded = useLoaded(key, () => look<Assertions>(owner, path, query), { changedBy })
  return (
    <div class='stack' data-part='verdict'>
      <h3>Assert</h3>
      <Shown of={loaded}>
        {(answer) => {
          const { [metric]: assertion } = answer
          const text = JSON.stringify(answer, null, 2)
          return (
            <>
              <p>
                {assertion === undefined
                  ? 'The run has no such metric: nothing is asserted.'
                  : <><strong>{assertion.outlier.status ? '✕ ' : '✓ '}</strong>{verdictWords(metric, assertion)}</>}
              </p>
              <details>
                <summary>As JSON</summary>
                <pre tabIndex={0} aria-label='The assertion as JSON'>{text}</pre>
                <Copy text={text} of='the assertion' />
              </details>
            </>
          )
        }}
      </Shown>
    </div>
  )
}
