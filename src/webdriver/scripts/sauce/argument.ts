import { DriverError } from '../../../browser/errors.js'
import { isRecord } from './call.js'

/** What came with a command, of the type that it must be. Each throws a DriverError, `invalid argument`. */
export function invalid (message: string): never {
  throw new DriverError('invalid argument', message)
}

export function record (command: string, argument: unknown): Readonly<Record<string, unknown>> {
  if (!isRecord(argument)) invalid(`sauce:${command} needs an object.`)
  return argument
}

/** What is kept is no longer than this, characters. */
const longestText = 65_536

export function text (command: string, argument: unknown, name?: string): string {
  if (typeof argument !== 'string') {
    invalid(name === undefined
      ? `sauce:${command} needs a text.`
      : `sauce:${command}: "${name}" must be a string.`)
  }
  return noLonger(command, argument, name)
}

export function noLonger (command: string, given: string, name = 'its text', most = longestText): string {
  if (given.length <= most) return given
  return invalid(`sauce:${command}: ${name} has ${given.length} characters, and may have ${most}.`)
}

export function number (command: string, argument: unknown, name: string): number {
  if (typeof argument !== 'number' ||
    !Number.isFinite(argument)) invalid(`sauce:${command}: "${name}" must be a number.`)
  return argument
}
