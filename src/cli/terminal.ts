import { styleText } from 'node:util'
import type { TwinOptions } from '../options.js'
import type { ClientOptions } from './client-options.js'

/** What the command line knows of its process, handed down by cli.ts. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly pid: number
  /** Version of Node.js, for example 20.19.0. */
  readonly node: string
  /** What runs this command again: Node.js, its own options, the script. */
  readonly self: readonly [node: string, ...rest: string[]]
  /** Whether colours are wanted: a terminal that has not been told NO_COLOR. */
  readonly colour: boolean
  out (text: string): void
  err (text: string): void
  /** Tells a parent process that waits for it, if there is one, that the twin answers. */
  ready (about: Ready): void
  /** Calls back for each SIGINT and SIGTERM, instead of what was to be called before. */
  onSignal (task: (signal: 'SIGINT' | 'SIGTERM') => void): void
}

/** What a parent process hears once the twin answers: where, and what was said and warned of. */
export interface Ready {
  readonly url: string
  readonly port: number
  readonly pid: number
  readonly said: string
  readonly warned: string
}

export interface Invocation {
  readonly options: TwinOptions
  readonly client: ClientOptions
  /** Flags of this command alone, checked: the text of those that have one. */
  readonly own: Readonly<Record<string, string | true>>
  /** What follows the command and is no flag. */
  readonly rest: readonly string[]
  /** What follows `--`. */
  readonly after: readonly string[]
  readonly json: boolean
}

/** Runs a command; resolves with its exit code. Throws DomainError for what a sentence explains. */
export type CommandRun = (invocation: Invocation, terminal: Terminal) => Promise<number>

/** Text in a style, where colours are wanted: cli.ts has looked whether they are, so Node need not. */
export const paint = (colour: boolean, style: 'bold' | 'green' | 'red', text: string): string =>
  colour ? styleText(style, text, { validateStream: false }) : text

/** Rows as aligned columns, as many as the first row has. */
export function columns (rows: ReadonlyArray<readonly string[]>, indent = ''): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  const lineOf = (row: readonly string[]): string =>
    row.map((cell, column) => cell.padEnd((widths[column] ?? 0) + 2)).join('').trimEnd()
  return rows.map((row) => `${indent}${lineOf(row)}\n`).join('')
}
