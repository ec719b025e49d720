import { useEffect, useRef, useState } from 'preact/hooks'
import type { Answer } from '../../../../control/operations.js'
import { after } from '../../time.js'
import { ask } from '../../wire/ask.js'
import { hear } from '../../wire/live.js'
import { awaiting } from '../../wire/ready.js'
import { asRefusal, Refusal } from '../../wire/refusal.js'
import { controlOf } from '../../wire/roots.js'
import { info } from '../../wire/world.js'
import type { Filter } from './filter.js'
import { LiveLog } from './live-log.js'

/** Asks for all worlds' journals. */
export const allWorlds = '*'

export const worldHere = (): string => info.value?.world ?? 'default'

async function worldsOf (choice: string): Promise<string[]> {
  const { worlds } = await ask<'listWorlds'>('GET', new URL('worlds', controlOf('default')).href)
  const names = worlds.map(({ name }) => name)
  if (choice === allWorlds) return names
  if (!names.includes(choice)) throw new Refusal(404, `There is no world “${choice}”.`)
  return [choice]
}

export interface Live {
  readonly live: LiveLog
  readonly refusal: Refusal | undefined
}

/** The live log of what a filter asks for; another filter begins another one. */
export function useLog (filter: Filter): Live | undefined {
  const [, setTurn] = useState(0)
  const current = useRef<Live | undefined>(undefined)
  const { world = worldHere(), ...query } = filter
  const key = JSON.stringify([world, query])

  useEffect(() => {
    const live = new LiveLog({
      load: async (of, wanted) => await ask<'journal'>('GET', new URL('journal', controlOf(of)).href, {
        query: { ...query, ...wanted, brief: true }
      }) as Answer<'journal'>,
      worlds: async () => await worldsOf(world),
      after,
      isWanted: (name) => world === allWorlds || name === world,
      changed: (error) => {
        current.current = { live, refusal: error === undefined ? undefined : asRefusal(error) }
        setTurn((turn) => turn + 1)
      }
    })
    const arrived = awaiting()
    void live.begin().finally(arrived)
    const stop = hear((event) => { live.hear(event) })
    return () => {
      stop()
      live.close()
      arrived()
    }
  }, [key])

  return current.current
}
