import type { JSX } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'
import { Refused } from '../ui/loading.js'
import { awaiting } from '../wire/ready.js'
import { asRefusal, type Refusal } from '../wire/refusal.js'

/** What a view is given: the address, without the view's own name. */
export interface Viewed { readonly path: readonly string[], readonly query: Readonly<Record<string, string>> }

export type Draw = (viewed: Viewed) => JSX.Element | null

/** A view that is loaded when it is first gone to: the first page does not wait for what it does not show. */
export function lazy (load: () => Promise<Draw>): Draw {
  let known: Draw | undefined
  return function Lazy (props: Viewed): JSX.Element {
    const [Found, setFound] = useState(() => known)
    const [refusal, setRefusal] = useState<Refusal | undefined>(undefined)
    useLayoutEffect(() => {
      const arrived = awaiting()
      if (Found !== undefined) return arrived()
      const taken = (found: Draw): void => {
        known = found
        setFound(() => found)
      }
      void load().then(taken, (error: unknown) => {
        setRefusal(asRefusal(error))
        arrived()
      })
      return arrived
    }, [Found])
    if (Found !== undefined) return <Found {...props} />
    return refusal === undefined ? <p class='muted' aria-busy='true'>Loading …</p> : <Refused refusal={refusal} />
  }
}
