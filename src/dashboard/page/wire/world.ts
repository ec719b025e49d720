import { computed, signal } from '@preact/signals'
import type { Answer } from '../../../control/operations.js'
import { every, elapsed } from '../time.js'
import { ask } from './ask.js'
import { hear } from './live.js'

type Info = Answer<'info'>
export type Account = Info['accounts'][number]

/** The world that the page shows; undefined until it has answered. */
export const info = signal<Info | undefined>(undefined)

/** The page goes to another world, for this one is about to be gone: nothing is asked of it any more. */
export const leaving = signal(false)

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
  const answer = await ask<'info'>('GET', 'info')
  arrived.value = elapsed()
  tick.value = elapsed()
  info.value = answer
}

/** Keeps what is known of the world current. */
export function followWorld (): void {
  hear(({ type, world }) => {
    const isOurs = world === '' || world === info.value?.world
    if (isOurs && ['clock', 'restored', 'lost', 'world'].includes(type)) void askInfo().catch(() => {})
  })
  every(1000, () => { tick.value = elapsed() })
  // A clock may be moved by what tells nobody.
  every(15_000, () => { if (!document.hidden && !leaving.value) void askInfo().catch(() => {}) })
}
