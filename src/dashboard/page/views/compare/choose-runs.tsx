import type { JSX } from 'preact'
import type { Run, Turn } from '../../load/series.js'
import { goTo, linkTo, route } from '../../route.js'
import { time } from '../../ui/format.js'

interface Of { readonly a: Run, readonly b: Run, readonly runs: readonly Run[], readonly turns: readonly Turn[] }

/** The runs of the series, newest first, and those that are compared if they are of another one. */
function choices (chosen: Run, runs: readonly Run[]): Run[] {
  const own = runs.some(({ job }) => job === chosen.job) ? [] : [chosen]
  return [...own, ...[...runs].reverse()]
}

/** Chooses one of both runs from the series. */
function Choice (
  { name, chosen, runs, choose }: { name: string, chosen: Run, runs: readonly Run[], choose: (job: string) => void }
): JSX.Element {
  return (
    <span class='row'>
      <label class='row'>
        {name}
        <select value={chosen.job} onChange={({ currentTarget }) => { choose(currentTarget.value) }}>
          {choices(chosen, runs).map(({ job, at }) => <option key={job} value={job}>{time(at)}</option>)}
        </select>
      </label>
      <a href={linkTo(['job', chosen.job])} aria-label={`Open the ${name.toLowerCase()}`}>Open</a>
    </span>
  )
}

/** Which runs are compared, and what else there is to compare in their series. */
export function ChooseRuns ({ a, b, runs, turns }: Of): JSX.Element {
  const { load } = route.value.query
  const compare = (first: string, second: string): void => { goTo(['compare', first, second], { load }) }
  const isHere = ({ before, after }: Turn): boolean => before === a.job && after === b.job
  return (
    <section class='panel stack' aria-label='Runs'>
      <div class='row'>
        <Choice name='First run' chosen={a} runs={runs} choose={(job) => { compare(job, b.job) }} />
        <Choice name='Second run' chosen={b} runs={runs} choose={(job) => { compare(a.job, job) }} />
        <button type='button' onClick={() => { compare(b.job, a.job) }}>Swap</button>
        <a href={linkTo(['series', b.job], { load })}>Series</a>
      </div>
      {turns.length > 0 && (
        <ul class='turns' aria-label='Before and after each change of the series'>
          {turns.map((turn) => (
            <li key={turn.after}>
              <a
                href={linkTo(['compare', turn.before, turn.after], { load })}
                aria-current={isHere(turn) ? 'page' : undefined}
              >
                {turn.words}
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
