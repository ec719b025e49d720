import type { Body } from '../../../../control/operations.js'

type Request = Body<'createWorld'>

/** What a world can begin as. */
export const beginnings = [
  { id: 'start', title: 'as the twin began' },
  { id: 'fork', title: 'a fork of a world as it is now' },
  { id: 'snapshot', title: 'a fork of a snapshot of this world' },
  { id: 'demo', title: 'grown: demo' },
  { id: 'docs', title: 'grown: docs' },
  { id: 'empty', title: 'grown: empty' },
  { id: 'file', title: 'grown from a world file of your own' }
] as const
export type Beginning = typeof beginnings[number]['id']

export const isBeginning = (text: string): text is Beginning => beginnings.some(({ id }) => id === text)

/** Whether a world is grown anew, so that its seed and its time can be chosen. */
export const isGrown = (beginning: Beginning): boolean => beginning !== 'fork' && beginning !== 'snapshot'

/** What is filled in; empty: left to the twin. */
export interface Filled {
  readonly name: string
  readonly beginning: Beginning
  readonly from: string
  readonly snapshot: string
  readonly seed: string
  readonly now: string
  readonly file: string
}

/** What to ask for. @throws Error with a sentence where a world file is no JSON */
export function requestOf ({ name, beginning, from, snapshot, seed, now, file }: Filled, here: string): Request {
  if (beginning === 'fork') return { name, from }
  if (beginning === 'snapshot') return { name, from: here, snapshot }
  return {
    name,
    ...beginning === 'start' ? {} : { world: beginning === 'file' ? fileOf(file) : beginning },
    ...seed === '' ? {} : { seed: Number(seed) },
    ...now === '' ? {} : { now }
  }
}

/** The twin itself says what is wrong with a world file; here it has to be JSON. */
function fileOf (text: string): NonNullable<Request['world']> {
  try {
    return JSON.parse(text) as NonNullable<Request['world']>
  } catch (error) {
    throw new Error(`The world file is no JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** `test`, or, where there is one already, `test-2` and so on. */
export function freeName (wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted
  let number = 2
  while (taken.includes(`${wanted}-${number}`)) number += 1
  return `${wanted}-${number}`
}
