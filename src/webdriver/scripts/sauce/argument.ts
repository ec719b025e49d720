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

export function text (command: string, argument: unknown, name?: string): string {
  if (typeof argument !== 'string') {
    invalid(name === undefined
      ? `sauce:${command} needs a text.`
      : `sauce:${command}: "${name}" must be a string.`)
  }
  return argument
}

export function number (command: string, argument: unknown, name: string): number {
  if (typeof argument !== 'number' ||
    !Number.isFinite(argument)) invalid(`sauce:${command}: "${name}" must be a number.`)
  return argument
}
