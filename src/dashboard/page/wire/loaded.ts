import { useEffect, useRef, useState } from 'preact/hooks'
import { after } from '../time.js'
import { Asking } from './asking.js'
import { hear, type LiveEvent } from './live.js'
import { awaiting } from './ready.js'
import { asRefusal, type Refusal } from './refusal.js'
import { loggedOut } from './session.js'

/** What a part of the page shows: `value` stays while it is asked for anew, so that nothing flickers. */
export interface Loaded<T> {
  readonly value: T | undefined
  readonly refusal: Refusal | undefined
  /** Asks again. */
  readonly again: () => void
}

interface Settings {
  /** Which events say that it may have changed. `lost` always does. */
  readonly changedBy?: (event: LiveEvent) => boolean
  /** How long to wait for further events before it is asked for again, ms. */
  readonly calm?: number
}

/**
 * Something of the twin's, asked for when the part is first shown, when `key` is another and when an event says that it
 * may have changed. Answers for another key than the present one are dropped.
 */
export function useLoaded<T> (key: string, load: () => Promise<T>, given: Settings = {}): Loaded<T> {
  const { changedBy, calm = 150 } = given
  const [state, setState] = useState<{ key: string, value?: T, refusal?: Refusal }>({ key })
  const [round, setRound] = useState(0)
  const settings = useRef({ load, changedBy })
  settings.current = { load, changedBy }
  const asking = useRef(new Asking(awaiting)).current
  const isLoggedOut = loggedOut.value

  useEffect(() => {
    if (isLoggedOut) return
    const load = async (): Promise<typeof state> => await settings.current.load()
      .then((value) => ({ key, value }), (error: unknown) => ({ key, refusal: asRefusal(error) }))
    asking.ask(load, setState)
  }, [key, round, isLoggedOut])
  useEffect(() => () => { asking.drop() }, [key, isLoggedOut])

  useEffect(() => {
    let takeBack: (() => void) | undefined
    const stop = hear((event) => {
      if (event.type !== 'lost' && settings.current.changedBy?.(event) !== true) return
      if (takeBack !== undefined) return
      // What is about to be asked for again is on its way.
      const begun = awaiting()
      const callOff = after(calm, () => {
        takeBack = undefined
        setRound((value) => value + 1)
        // The question has been asked by the time that this is over.
        after(0, begun)
      })
      takeBack = () => {
        callOff()
        begun()
      }
    })
    return () => {
      stop()
      takeBack?.()
    }
  }, [calm])

  const again = (): void => { setRound((value) => value + 1) }
  const isCurrent = state.key === key
  return { value: isCurrent ? state.value : undefined, refusal: isCurrent ? state.refusal : undefined, again }
}
