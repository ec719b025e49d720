import { freemem, totalmem } from 'node:os'
import { constrainedMemory } from 'node:process'
import { realNow } from '../../kernel/clock.js'
import { defaultMemory, heapLimit } from '../../kernel/memory-budget.js'
import { bytesOf } from '../../option-values.js'
import type { TwinOptions } from '../../options.js'
import { inMegabytes, ok, problem, type Finding } from './finding.js'

/** The oldest Node.js that the tests run on (package.json, engines). */
const oldest = [20, 19] as const

export function nodeCheck (version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const isOldEnough = major > oldest[0] || (major === oldest[0] && minor >= oldest[1])
  if (isOldEnough) return ok('node', `Node.js ${version}`)
  return problem('node', `Node.js ${version} is too old: take ${oldest.join('.')} or later`)
}

/** What an idle twin of the demo's size takes beside what --memory bounds. Bytes, with some air. */
const idle = 128 * 1024 ** 2

/** What the machine grants. Bytes. */
export interface Grants { readonly heap: number, readonly room: number, readonly free: number }

export function grantsNow (): Grants {
  const container = constrainedMemory()
  // Without a limit some versions tell none, others a number beyond any machine.
  const room = container > 0 ? Math.min(container, totalmem()) : totalmem()
  return { heap: heapLimit(), room, free: Math.min(freemem(), room) }
}

export function memoryCheck ({ memory }: TwinOptions, { heap, room, free }: Grants): Finding {
  const budget = memory === undefined ? defaultMemory() : bytesOf(memory)
  const fault = memoryFault({ heap, room, free }, budget)
  if (fault !== undefined) return problem('memory', fault)
  return ok('memory', `${inMegabytes(budget)} of the ${inMegabytes(heap)} that V8 may use, of ${inMegabytes(room)}`)
}

/** How V8 is told what it may use. */
const heapOf = (bytes: number): string => `NODE_OPTIONS=--max-old-space-size=${Math.round(bytes / 1024 ** 2)}`

function memoryFault ({ heap, room, free }: Grants, budget: number): string | undefined {
  const needs = `an idle twin takes some ${inMegabytes(idle)}`
  if (room < idle) return `there are ${inMegabytes(room)} in all, and ${needs}`
  if (free < idle) return `${inMegabytes(free)} are free, and ${needs}`
  if (budget > heap) {
    const cure = `lower it, or set ${heapOf(budget * 1.5)}`
    return `--memory asks for ${inMegabytes(budget)}, and V8 may use ${inMegabytes(heap)}: ${cure}`
  }
  if (heap <= room) return undefined
  const cure = `set ${heapOf(room * 0.75)}`
  return `V8 may use ${inMegabytes(heap)} of ${inMegabytes(room)}, so the system ends the process first: ${cure}`
}

/** The year in which perftwin began: no clock that goes shows less. */
const first = Date.UTC(2026, 0, 1)

/** What a twin that answers, and whose clock is its machine's, said the time is, and when it was asked. ms. */
export interface TwinTime { readonly now: number, readonly asked: number }

/** How far the clocks of two machines may be apart, ms. */
const tolerance = 5000

/** The machine's clock: by reason, and by that of a twin which may run in a container. */
export function clockCheck (env: Readonly<Record<string, string | undefined>>, twin?: TwinTime): Finding {
  const now = realNow()
  const told = new Date(now).toISOString()
  if (now < first) return problem('clock', `it is ${told} by this machine's clock: new tokens have expired already`)
  const ahead = twin === undefined ? 0 : twin.now - twin.asked
  if (Math.abs(ahead) > tolerance) {
    const how = `${Math.round(Math.abs(ahead) / 1000)} s ${ahead > 0 ? 'ahead of' : 'behind'} this machine`
    return problem('clock', `the twin that answers is ${how}: set the clock of one of the two`)
  }
  return ok('clock', `${told}; ${zoneInWords(env.TZ ?? '')}`)
}

function zoneInWords (told: string): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  const misread = told === '' || isZone(told) ? '' : ` (TZ=${told} names no time zone)`
  return `this machine is in ${timeZone}${misread}, perftwin tells times in UTC`
}

function isZone (name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
