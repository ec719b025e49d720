import { signal } from '@preact/signals'
import { every, painted } from '../time.js'
import { announce } from '../ui/announcer.js'
import { ask } from '../wire/ask.js'
import { tellAll } from '../wire/live.js'
import { awaiting } from '../wire/ready.js'
import { subjectOf, type Subject } from './bind.js'
import { asked, leaveForOwnWorld, leaveIfGone, leaveStory, loadStory, sweep, told } from './begin.js'
import { fillAddress } from './fill.js'
import { perform } from './perform.js'
import type { Story } from './story.js'

export const story = signal<Story | undefined>(undefined)
/** The step that is shown. */
export const place = signal<number | undefined>(undefined)
/** Why it cannot be told. */
export const problem = signal<string | undefined>(undefined)
export const isPlaying = signal(false)

let subject: Subject | undefined
let wanted = 0
let isMoving = false

/** Runs something of the story: what goes wrong is told, and the page is not ready before it is done. */
async function attempt (does: () => Promise<void>): Promise<void> {
  const arrived = awaiting()
  try {
    await does()
  } catch (error) {
    problem.value = error instanceof Error ? error.message : String(error)
    isPlaying.value = false
  } finally {
    arrived()
  }
}

/** Begins the story that the address asks for, in a world of its own; one that was left leaves nothing. */
export async function beginStory (): Promise<void> {
  await attempt(async () => {
    if (told === undefined) await sweep()
    if (asked === null) return
    const loaded = await loadStory(asked)
    if (told === undefined) return await leaveForOwnWorld(asked)
    if (await leaveIfGone(told, asked)) return
    // What it is about is found where it begins, also when the page was loaded anew in the middle.
    await ask<'reset'>('POST', 'reset')
    subject = await subjectOf(loaded)
    story.value = loaded
    await move()
  })
}

/** Goes to the step that is wanted by now; back is from the beginning, as what was done is not undone. */
async function move (): Promise<void> {
  if (isMoving || subject === undefined || story.value === undefined) return
  isMoving = true
  try {
    while (place.value !== wanted) await show(story.value, subject, wanted)
  } finally {
    isMoving = false
  }
}

async function show ({ steps }: Story, about: Subject, to: number): Promise<void> {
  const from = place.value ?? -1
  if (to < from) {
    // What is shown may not have happened yet where it begins anew.
    location.hash = '#/'
    await painted()
    await ask<'reset'>('POST', 'reset')
  }
  for (const step of steps.slice(to < from ? 0 : from + 1, to + 1)) await perform(step.do, about)
  const step = steps[to]
  if (step === undefined) return
  tellAll()
  location.hash = fillAddress(step.view, about.bindings)
  place.value = to
  announce(step.caption)
}

/** A step on or back; beyond the last one the story is over. */
export async function stepBy (by: number): Promise<void> {
  const last = (story.value?.steps.length ?? 0) - 1
  if (wanted + by > last) return endStory()
  wanted = Math.max(0, wanted + by)
  await attempt(move)
}

export function endStory (): void {
  isPlaying.value = false
  leaveStory()
}

/** How long a step is shown while the story goes on by itself, ms. */
const pace = 8000
let stop: (() => void) | undefined

/** Lets the story go on by itself, or stops it. */
export function playOrPause (): void {
  isPlaying.value = !isPlaying.value
  stop?.()
  stop = undefined
  if (!isPlaying.value) return
  stop = every(pace, () => {
    const isLast = wanted === (story.value?.steps.length ?? 0) - 1
    if (!isPlaying.value || isLast) {
      stop?.()
      isPlaying.value = false
    } else if (!isMoving) void stepBy(1)
  })
}
