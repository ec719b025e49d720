import type { Steps } from '../kernel/turns.js'
import { bytesOf } from './bytes-of.js'

/** JSON text as bytes. `indent` in spaces; none writes it on one line. */
export const jsonBytes = (value: unknown, indent?: number): Buffer => Buffer.from(JSON.stringify(value, null, indent))

/** A list as JSON text on one line, in steps. */
export const jsonList = (items: Iterable<unknown>): Steps<Buffer> => bytesOf(listText(items))

function * listText (items: Iterable<unknown>): Generator<string, void> {
  let before = '['
  for (const item of items) {
    yield before + JSON.stringify(item)
    before = ','
  }
  yield before === '[' ? '[]' : ']'
}
