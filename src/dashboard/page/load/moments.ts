import { linear } from '../charts/scale.js'
import { count, ms } from '../ui/format.js'
import { frameAt } from './frames.js'
import type { PageLoad } from './page-load.js'
import { longTask, type WorkKind } from './trace.js'

/** A round time from 0 on that holds all of it, and the times to write at the axis, ms. */
export function axisOf (ends: readonly number[], from = 0): { readonly to: number, readonly ticks: readonly number[] } {
  const end = Math.max(100, ...ends)
  const { ticks } = linear([from, end], [0, 1], 8)
  const step = (ticks[1] ?? end) - (ticks[0] ?? 0)
  // No line stands at the very edge.
  const to = Math.ceil(end * 1.02 / (step / 4)) * (step / 4)
  return { to, ticks: linear([from, to], [0, 1], 8).ticks }
}

/** The moments through which a keyboard walks: even steps, and every line. ms. */
export function momentsOf (load: Pick<PageLoad, 'marks'>, to: number, from = 0, steps = 60): number[] {
  const even = Array.from({ length: steps + 1 }, (_, index) => Math.round(from + index * (to - from) / steps))
  return [...new Set([...even, ...load.marks.map(({ at }) => Math.round(at))])].sort((a, b) => a - b)
}

const kindWords: Readonly<Record<WorkKind, string>> = {
  script: 'scripts',
  layout: 'style and layout',
  paint: 'painting',
  parse: 'parsing',
  collect: 'garbage collection',
  other: 'other work'
}

export const wordsOfKind = (kind: WorkKind): string => kindWords[kind]

/** What happens at a moment, in parts to be joined by commas. */
export interface Happening {
  readonly at: number
  readonly marks: readonly string[]
  readonly underWay: number
  readonly done: number
  readonly work: string
  readonly frame: string
}

export function happeningAt (load: PageLoad, at: number): Happening {
  const { rows, tasks, frames, marks } = load
  const task = tasks.find(({ start, end }) => start <= at && at < end)
  const shown = frameAt(frames, at)
  return {
    at,
    marks: marks.filter((mark) => Math.round(mark.at) === Math.round(at)).map(({ title }) => title),
    underWay: rows.filter(({ start, end }) => start <= at && at < end).length,
    done: rows.filter(({ end }) => end <= at).length,
    work: task === undefined ? 'idle' : `${wordsOfKind(task.kind)}, a task of ${ms(task.end - task.start)}`,
    frame: shown === undefined ? 'nothing painted' : `picture ${frames.indexOf(shown) + 1} of ${frames.length}`
  }
}

/** `1,241 ms: First contentful paint; 12 of 44 requests done, 9 under way; …` */
export function sentenceAt (load: PageLoad, at: number): string {
  const { marks, underWay, done, work, frame } = happeningAt(load, at)
  const lines = marks.length === 0 ? '' : `${marks.join(', ')}; `
  const requests = `${count(done)} of ${count(load.rows.length)} requests done, ${count(underWay)} under way`
  return `${ms(at)}: ${lines}${requests}; main thread: ${work}; ${frame}`
}

/** How long the main thread was not free for customers, ms: what tasks took beyond the limit. */
export function blocked (load: Pick<PageLoad, 'tasks'>): number {
  return load.tasks.reduce((sum, { start, end }) => sum + Math.max(0, end - start - longTask), 0)
}
