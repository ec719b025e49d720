import type { CommandRun } from './terminal.js'

/** What a command takes besides its words: options of a twin that it starts, or of a client of one that runs. */
export type Takes = 'twin' | 'client' | 'nothing'

/** A flag of one command alone. */
export interface OwnFlag {
  /** What stands for the value in the help; left out for a flag that takes none. */
  readonly value?: string
  readonly help: string
  readonly choices?: readonly string[]
  /** Checks the value; throws Invalid with the end of a sentence. */
  readonly read?: (text: string) => unknown
}

export interface CommandSpec {
  readonly summary: string
  /** What follows the command, a line each. */
  readonly usage: readonly string[]
  readonly takes: Takes
  /** The flags that are this command's alone, by the name that is the flag in camel case. */
  readonly own?: Readonly<Record<string, OwnFlag>>
  /** How many words may follow; what comes after `--` is not counted. */
  readonly words: readonly [min: number, max: number]
  /** Whether everything after `--` is a command of its own. */
  readonly runsAnother?: boolean
  readonly load: () => Promise<CommandRun>
}
