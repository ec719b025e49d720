import type { TwinOptions } from '../options.js'
import type { ClientOptions } from './client-options.js'

/** What the command line knows of its process, handed down by cli.ts. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly pid: number
  /** Version of Node.js, for example 20.19.0. */
  readonly node: string
  /** Whether colours are wanted: a terminal that has not been told NO_COLOR. */
  readonly colour: boolean
  out (text: string): void
  err (text: string): void
  /** Calls back once for each SIGINT and SIGTERM. */
  onSignal (task: (signal: 'SIGINT' | 'SIGTERM') => void): void
}

export interface Invocation {
  readonly options: TwinOptions
  readonly client: ClientOptions
  /** What follows the command and is no flag. */
  readonly rest: readonly string[]
  /** What follows `--`. */
  readonly after: readonly string[]
  readonly json: boolean
}

/** Runs a command; resolves with its exit code. Throws DomainError for what a sentence explains. */
export type CommandRun = (invocation: Invocation, terminal: Terminal) => Promise<number>

const codes = { bold: [1, 22], green: [32, 39], red: [31, 39] } as const

/** Text in a style, where colours are wanted. */
export const paint = (colour: boolean, style: keyof typeof codes, text: string): string =>
  colour ? `\u001b[${codes[style][0]}m${text}\u001b[${codes[style][1]}m` : text

/** Rows as aligned columns, the last one as long as it is. */
export function columns (rows: ReadonlyArray<readonly string[]>, indent = ''): string {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)))
  return rows.map((row) => `${indent}${row.map((cell, i) => i === row.length - 1 ? cell : cell.padEnd(widths[i]! + 2)).join('')}`.trimEnd() + '\n').join('')
}
