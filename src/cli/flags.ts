import { flagOf, optionSpecs, type OptionSpecs } from '../options.js'
import { clientSpecs } from './client-options.js'
import type { CommandSpec, OwnFlag, Takes } from './command-spec.js'

/** A flag as help, completion and the reader of the command line know it. */
export interface Flag {
  /** With its dashes. */
  readonly flag: string
  /** What stands for the value in the help; undefined for a flag that takes none. */
  readonly value?: string | undefined
  readonly help: string
  readonly env?: string
  readonly choices?: readonly string[] | undefined
}

const flagsOfSpecs = (specs: OptionSpecs<Record<string, unknown>>): Flag[] =>
  Object.entries(specs).map(([name, { read: _, ...spec }]) => ({ flag: flagOf(name), ...spec }))

export const twinFlags: readonly Flag[] = flagsOfSpecs(optionSpecs)
export const clientFlags: readonly Flag[] = flagsOfSpecs(clientSpecs)

/** What every command takes. */
export const commonFlags: readonly Flag[] = [
  { flag: '--json', help: 'answer in JSON' },
  { flag: '--help', help: 'tell how it is used' },
  { flag: '--version', help: 'tell the version' }
]

const none: readonly Flag[] = []
const taken: Readonly<Record<Takes, readonly Flag[]>> = { twin: twinFlags, client: clientFlags, nothing: none }

const ownFlags = (own: Readonly<Record<string, OwnFlag>> = {}): Flag[] =>
  Object.entries(own).map(([name, { value, help, choices }]) => ({ flag: flagOf(name), value, help, choices }))

/** The flags of a command: its own, then those of the twin it starts or talks to; not those that all take. */
export const flagsOf = ({ takes, own }: CommandSpec): Flag[] => [...ownFlags(own), ...taken[takes]]
