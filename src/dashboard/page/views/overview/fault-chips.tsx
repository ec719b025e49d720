import type { JSX } from 'preact'
import { linkTo } from '../../route.js'
import { ask } from '../../wire/ask.js'
import { isOfThisWorld, type LiveEvent } from '../../wire/live.js'
import { useLoaded } from '../../wire/loaded.js'
import { worldNow } from '../../wire/world.js'
import { effectWords, isInForce, leftWords } from './fault-words.js'

const changedBy = (event: LiveEvent): boolean =>
  isOfThisWorld(event) && ['fault', 'restored', 'world'].includes(event.type)

/** The faults in force, counting down; nothing where there is none. */
export function FaultChips (): JSX.Element | null {
  const { value } = useLoaded('faults', () => ask<'listFaults'>('GET', 'faults'), { changedBy })
  const now = worldNow.value ?? 0
  const inForce = value?.faults.filter((fault) => isInForce(fault, now)) ?? []
  if (inForce.length === 0) return null
  return (
    <section class='row' aria-label='Faults in force' data-part='faults'>
      <span class='muted'>Faults in force</span>
      {inForce.map((fault) => (
        <a key={fault.id} class='chip fault-chip' href={linkTo(['faults'])}>
          <span aria-hidden='true'>!</span>
          <strong>{effectWords(fault)}</strong>
          <span>{leftWords(fault, now)}</span>
          <span class='visually-hidden'>, rule {fault.id}</span>
        </a>
      ))}
    </section>
  )
}
