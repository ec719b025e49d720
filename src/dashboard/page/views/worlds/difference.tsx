import type { JSX } from 'preact'
import { linkTo, setQuery } from '../../route.js'
import { count } from '../../ui/format.js'
import { Shown } from '../../ui/loading.js'
import { VirtualRows } from '../../ui/virtual-rows.js'
import { ask } from '../../wire/ask.js'
import { isOfThisWorld, type LiveEvent } from '../../wire/live.js'
import { useLoaded } from '../../wire/loaded.js'
import { differenceSaid, nounOf, summary, type Difference } from './diff-words.js'

const changedBy = (event: LiveEvent): boolean =>
  isOfThisWorld(event) && ['change', 'restored', 'snapshot'].includes(event.type)

interface Choice {
  readonly title: string
  readonly name: 'from' | 'to'
  readonly value: string
  readonly states: readonly string[]
}

const State = ({ title, name, value, states }: Choice): JSX.Element => (
  <label class='row'>
    {title}
    <select name={name} value={value} onChange={({ currentTarget }) => { setQuery({ [name]: currentTarget.value }) }}>
      {states.map((state) => <option key={state} value={state}>{state}</option>)}
    </select>
  </label>
)

function Cells ({ of }: { of: Difference }): JSX.Element {
  const { collection, key, change, fields = [] } = of
  const isJob = collection === 'jobs' && change !== 'gone'
  return (
    <>
      <td>{nounOf(collection, 1)}</td>
      <td class='mono' title={differenceSaid(of)}>{isJob ? <a href={linkTo(['job', key])}>{key}</a> : key}</td>
      <td>{change}</td>
      <td>{fields.join(', ')}</td>
    </>
  )
}

/** What differs from one state of this world to another. Both are in the address. */
export function StateDifference (
  { from, to, states }: { from: string, to: string, states: readonly string[] }
): JSX.Element {
  const load = async (): ReturnType<typeof ask<'diffStates'>> =>
    await ask<'diffStates'>('GET', 'diff', { query: { from, to } })
  const loaded = useLoaded(`diff ${from} ${to}`, load, { changedBy, calm: 500 })
  return (
    <section class='panel stack' aria-label='What differs' data-part='difference'>
      <div class='row'>
        <h2>What differs</h2>
        <State title='from' name='from' value={from} states={states} />
        <State title='to' name='to' value={to} states={states} />
      </div>
      <Shown of={loaded}>
        {({ same, differences }) => same
          ? <p>Nothing: both states are the same.</p>
          : (
            <>
              <ul>{summary(differences).map((sentence) => <li key={sentence}>{sentence}</li>)}</ul>
              <VirtualRows
                items={differences}
                keyOf={({ collection, key }) => `${collection} ${key}`}
                rowHeight={32}
                height={Math.min(360, (differences.length + 1) * 34)}
                name={`${count(differences.length)} differences`}
                columns={['What', 'Which', 'Change', 'Fields']}
                row={(difference) => <Cells of={difference} />}
              />
            </>
            )}
      </Shown>
    </section>
  )
}
