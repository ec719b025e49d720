/** What a command is given, and how what it is given is checked. */
import type { BrowserState } from '../browser-state.js'
import { DriverError } from '../errors.js'
import type { CommandTarget } from '../settings.js'

export type Parameters = Readonly<Record<string, unknown>>

/** A command: what it answers, or a DriverError. */
export type Perform = (state: BrowserState, parameters: Parameters, target: CommandTarget) => unknown

export const invalid = (message: string): DriverError =>
  new DriverError('invalid argument', `invalid argument: ${message}`)

export function textIn (parameters: Parameters, name: string): string {
  const value = parameters[name]
  if (typeof value !== 'string') throw invalid(`'${name}' must be a string`)
  return value
}

const largest = 2 ** 31 - 1

/** A whole number within bounds, or undefined if it is null or left out. */
export function integerIn (parameters: Parameters, name: string, least = -largest - 1,
  most = largest): number | undefined {
  const value = parameters[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'number' || !Number.isInteger(Math.trunc(value)) || value < least || value > most) {
    throw invalid(`'${name}' must be an integer between ${least} and ${most}`)
  }
  return Math.trunc(value)
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
