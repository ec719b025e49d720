import type { Steps } from '../kernel/turns.js'
import { bytesOf } from './bytes-of.js'

/** `12:37:02.903`, UTC. */
export const clockTime = (ms: number): string => new Date(Math.round(ms)).toISOString().slice(11, 23)

/** `2021-04-20 12:37:02,903`, UTC. */
export const dateAndTime = (ms: number): string =>
  new Date(Math.round(ms)).toISOString().slice(0, 23).replace('T', ' ').replace('.', ',')

/** `1618922222.903`: seconds since the Unix epoch. */
export const unixTime = (ms: number): string => (Math.round(ms) / 1000).toFixed(3)

/** A line of a log; `at` in ms. */
export interface LogLine { readonly at: number, readonly text: string }

/**
 * A log of lines at moments (ms), in order of time; lines of one moment stay as they are. A text's own line breaks
 * become spaces: each entry is one line.
 */
export function * logBytes (lines: readonly LogLine[]): Steps<Buffer> {
  const inOrder = [...lines].sort((a, b) => a.at - b.at)
  yield
  return yield * bytesOf(textOf(inOrder))
}

function * textOf (lines: readonly LogLine[]): Generator<string, void> {
  for (const { text } of lines) yield `${text.replace(/\s*[\r\n]+\s*/g, ' ')}\n`
}
