import type { ComponentChildren, JSX } from 'preact'
import type { Loaded } from '../wire/loaded.js'
import type { Refusal } from '../wire/refusal.js'

/** A refusal, in the twin's own words. */
export const Refused = ({ refusal }: { refusal: Refusal }): JSX.Element =>
  <p class='notice' role='alert'>{refusal.status === 0 ? 'The twin does not answer: ' : ''}{refusal.message}</p>

/** What was loaded, once it is there; a refusal beside what was there before it. */
export function Shown<T> (
  { of, children }: { of: Loaded<T>, children: (value: T) => ComponentChildren }
): JSX.Element {
  const { value, refusal } = of
  if (value === undefined && refusal === undefined) return <p class='muted' aria-busy='true'>Loading …</p>
  return (
    <>
      {refusal !== undefined && <Refused refusal={refusal} />}
      {value !== undefined && children(value)}
    </>
  )
}
