import type { JSX } from 'preact'
import { Does } from '../../ui/button.js'
import { Shown } from '../../ui/loading.js'
import { ask } from '../../wire/ask.js'
import { isOfThisWorld, type LiveEvent } from '../../wire/live.js'
import { useLoaded } from '../../wire/loaded.js'
import { OwnRule } from './own-rule.js'
import { PresetRow } from './preset-row.js'
import { Quotas } from './quotas.js'
import { isOver } from './rule-words.js'
import { Rules } from './rules.js'

type Query = Readonly<Record<string, string>>

const changedBy = (event: LiveEvent): boolean =>
  isOfThisWorld(event) && ['fault', 'clock', 'restored'].includes(event.type)

/** What goes wrong in this world, and what did; and the quotas that it counts. */
export function Faults ({ query }: { query: Query }): JSX.Element {
  const load = async (): ReturnType<typeof ask<'listFaults'>> =>
    await ask<'listFaults'>('GET', 'faults', { query: { ended: true } })
  const faults = useLoaded('faults', load, { changedBy })
  return (
    <div class='stack faults'>
      <h1 class='visually-hidden'>Faults and quotas</h1>
      <PresetRow query={query} />
      <Shown of={faults}>
        {({ faults: all }) => {
          const inForce = all.filter((fault) => !isOver(fault))
          const over = all.filter(isOver)
          return (
            <>
              <Rules
                title='In force'
                none='Nothing goes wrong: no rule is in force.'
                faults={inForce}
                chosen={query['rule']}
              >
                {inForce.length > 0 && (
                  <Does does={async () => await ask<'clearFaults'>('DELETE', 'faults')}>Remove all rules</Does>
                )}
              </Rules>
              {over.length > 0 && (
                <Rules title='Ended' none='' faults={over.toReversed()} chosen={query['rule']} />
              )}
            </>
          )
        }}
      </Shown>
      <OwnRule text={query['own']} />
      <Quotas />
    </div>
  )
}
