import { eachInSteps, type Steps } from '../kernel/turns.js'

/** JSON text as bytes. `indent` in spaces; none writes it on one line. */
export const jsonBytes = (value: unknown, indent?: number): Buffer => Buffer.from(JSON.stringify(value, null, indent))

/** A list as JSON text on one line, a step for some of its items. */
export function * jsonList (items: Iterable<unknown>): Steps<Buffer> {
  const written: Buffer[] = []
  yield * eachInSteps(items, (item, index) => {
    written.push(Buffer.from(`${index === 0 ? '' : ','}${JSON.stringify(item)}`))
  })
  return Buffer.concat([Buffer.from('['), ...written, Buffer.from(']')])
}
