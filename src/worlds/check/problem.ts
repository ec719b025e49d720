/** What is wrong with a world file: where, what, and what to do about it. */
import { Invalid } from '../../kernel/errors.js'
import type { Path } from '../../kernel/json-text.js'

export interface Problem {
  readonly path: Path
  /** With a fault a world file is refused; a warning tells what will hardly do as it was meant. */
  readonly severity: 'fault' | 'warning'
  /** What is wrong. */
  readonly message: string
  /** What to do about it. */
  readonly cure: string
  /** Whether the key is at fault, not its value. */
  readonly ofKey?: true
}

/** Line and column in the file's text, from 1. */
export interface PlacedProblem extends Problem { readonly line: number, readonly column: number }

const plainKey = /^[A-Za-z_$][\w$]*$/

/** A path as people write it: `sauce.suites[2].train`. */
export function pathInWords (path: Path): string {
  let words = ''
  for (const step of path) {
    if (typeof step === 'number') words += `[${step}]`
    else if (plainKey.test(step)) words += words === '' ? step : `.${step}`
    else words += `[${JSON.stringify(step)}]`
  }
  return words
}

/** A problem without its place in a text: `sauce.suites[2].train: no train "wbe"; did you mean "web"?`. */
export function problemInWords ({ path, message, cure }: Problem): string {
  const where = path.length === 0 ? '' : `${pathInWords(path)}: `
  return `${where}${cure === '' ? message : `${message}; ${cure}`}`
}

/** A problem as programs read it, with its place in a text where it has one. */
export const problemBody = ({ path, severity, message, cure, ...place }: Problem | PlacedProblem): object => ({
  path: pathInWords(path),
  ...('line' in place ? { line: place.line, column: place.column } : {}),
  severity,
  message,
  cure
})

/** What stands before a problem where faults and warnings stand together. */
export const markOf = ({ severity }: Problem): string => severity === 'warning' ? 'warning: ' : ''

/** A world file is refused: `problems` are all that is wrong with it, the message names each in a line of its own. */
export class WorldFileRefused extends Invalid {
  constructor (message: string, readonly problems: readonly Problem[]) {
    super(message, 'world')
  }
}

/** Collects problems: of one value one fault, the first that is found. */
export class Findings {
  readonly problems: Problem[] = []
  readonly #faulty = new Set<string>()

  fault (path: Path, message: string, cure: string): void {
    if (this.#isFirst(path)) this.problems.push({ path, severity: 'fault', message, cure })
  }

  faultOfKey (path: Path, message: string, cure: string): void {
    if (this.#isFirst(path)) this.problems.push({ path, severity: 'fault', message, cure, ofKey: true })
  }

  #isFirst (path: Path): boolean {
    const key = path.join('\n')
    const isFirst = !this.#faulty.has(key)
    this.#faulty.add(key)
    return isFirst
  }

  warning (path: Path, message: string, cure: string): void {
    this.problems.push({ path, severity: 'warning', message, cure })
  }

  /**
   * What is refused as `read` runs is a fault of that place. Its sentence says what is wrong and, after a semicolon,
   * what to do, unless `cure` says it. Answers whether nothing was refused.
   */
  attempt (path: Path, read: () => unknown, cure?: string): boolean {
    try {
      read()
      return true
    } catch (error) {
      if (!(error instanceof Invalid)) throw error
      const { message, parameter } = error
      // The place says which it is.
      const said = message.startsWith(`${parameter}: `) ? message.slice(`${parameter}: `.length) : message
      const [wrong = '', ...rest] = said.split('; ')
      this.fault(path, cure === undefined ? wrong : said, cure ?? rest.join('; '))
      return false
    }
  }
}

/** Tells of names that are there already. `names`: with all they have to differ in; what has none is passed over. */
export function once (
  find: Findings, names: ReadonlyArray<ReadonlyArray<string | undefined>>, list: Path, key: string, what: string
): void {
  const seen = new Map<string, number>()
  names.forEach((parts, index) => {
    const name = parts.at(-1)
    if (parts.includes(undefined) || name === undefined) return
    const first = seen.get(parts.join('\n'))
    if (first === undefined) seen.set(parts.join('\n'), index)
    else {
      const already = `another ${what} has the ${key} "${name}": the one at [${first}]`
      find.fault([...list, index, key], already, `give each another ${key}`)
    }
  })
}
