import { computed, signal } from '@preact/signals'
import type { Answer } from '../../../control/operations.js'
import { every, elapsed } from '../time.js'
import { ask } from './ask.js'
import { endingOf, saysGone } from './ending.js'
import { hear, isOfThisWorld, type LiveEvent } from './live.js'

type Info = Answer<'info'>
export type Account = Info['accounts'][number]

/** The world that the page shows; undefined until it has answered. */
export const info = signal<Info | undefined>(undefined)

/** The page goes to another world, for this one is about to be gone: nothing is asked of it any more. */
export const leaving = signal(false)

/** What became of the world that is shown; undefined while it is there. `missing`: nobody has it. */
export const gone = signal<'deleted' | 'evicted' | 'missing' | undefined>(undefined)

/** When `info` came, by the page's own clock, ms. */
const arrived = signal(0)

/** Goes on by itself, so that a clock can be shown that runs. */
const tick = signal(0)

/** The world's now, ms since the Unix epoch; undefined until it is known. */
export const worldNow = computed((): number | undefined => {
  if (info.value === undefined) return undefined
  const since = info.value.clock === 'frozen' ? 0 : Math.max(0, tick.value - arrived.value)
  return Date.parse(info.value.now) + since
})

/** Whose account is looked at: the one that was chosen, else the first, who sees most. */
export const chosenAccount = signal<string | undefined>(undefined)
export const account = computed((): Account | undefined => {
  const accounts = info.value?.accounts ?? []
  return accounts.find(({ username }) => username === chosenAccount.value) ?? accounts[0]
})

/** Asks what the world is now. @throws Refusal */
export async function askInfo (): Promise<void> {
  if (leaving.value) return
  const before = gone.value
  const answer = await ask<'info'>('GET', 'info').catch((error: unknown) => {
    if (saysGone(error)) gone.value ??= 'missing'
    throw error
  })
  // What was answered before the world went does not bring it back.
  if (gone.value === before) gone.value = undefined
  arrived.value = elapsed()
  tick.value = elapsed()
  info.value = answer
}

function hearOfWorld (event: LiveEvent): void {
  if (leaving.value || !isOfThisWorld(event)) return
  const ending = endingOf(event)
  if (ending !== undefined) gone.value = ending
  else if (['clock', 'restored', 'lost', 'world'].includes(event.type)) void askInfo().catch(() => {})
}

/** Keeps what is known of the world current; of one that is gone nothing is asked before it is told of again. */
export function followWorld (): void {
  hear(hearOfWorld)
  every(1000, () => { tick.value = elapsed() })
  // A clock may be moved by what tells nobody.
  every(15_000, () => {
    if (!document.hidden && !leaving.value && gone.value === undefined) void askInfo().catch(() => {})
  })
}
