/** Problems with their places in the text of a world file, told as compilers tell theirs. */
import { lineAndColumn, readJsonText, type Path } from '../../kernel/json-text.js'
import { problemInWords, type PlacedProblem, type Problem } from './problem.js'
import { worldFileProblems } from './world-file.js'

/** A world file's text, read: what it says, and all that is wrong with it in the order of the text. */
export function readWorldText (text: string): { value: unknown, problems: PlacedProblem[] } {
  const { value, faults } = readJsonText(text)
  const ofText = faults.map(({ at, message, cure }) =>
    ({ path: [], severity: 'fault' as const, message, cure, ...lineAndColumn(text, at) }))
  // Where nothing could be read the text's own faults say all.
  const ofWorld = value === undefined ? [] : withPlaces(text, worldFileProblems(value))
  return { value, problems: inOrder([...ofText, ...ofWorld]) }
}

/** Problems in the order of the text. */
export const inOrder = (problems: readonly PlacedProblem[]): PlacedProblem[] =>
  problems.toSorted((a, b) => a.line - b.line || a.column - b.column)

const keyOf = (path: Path): string => path.join('\n')

/** Problems with the places of their paths in the text. */
export function withPlaces (text: string, problems: readonly Problem[]): PlacedProblem[] {
  if (problems.length === 0) return []
  const wanted = new Set<string>()
  for (const { path } of problems) path.forEach((_, length) => wanted.add(keyOf(path.slice(0, length + 1))))
  const places = new Map<string, { readonly keyAt: number, readonly valueAt: number }>()
  readJsonText(text, (path, keyAt, valueAt) => {
    const key = keyOf(path)
    if (path.length === 0 || wanted.has(key)) places.set(key, { keyAt, valueAt })
  })
  return problems.map((problem) => ({ ...problem, ...lineAndColumn(text, placeOf(problem, places)) }))
}

/** What is missing is told where that begins which it is missing from. */
function placeOf ({ path, ofKey }: Problem, places: ReadonlyMap<string, { keyAt: number, valueAt: number }>): number {
  for (let length = path.length; length >= 0; length--) {
    const found = places.get(keyOf(path.slice(0, length)))
    if (found !== undefined) return ofKey === true && length === path.length ? found.keyAt : found.valueAt
  }
  return 0
}

/** `shop.json:12:7  sauce.suites[2].train: no train "wbe"; did you mean "web"?` */
export const placedInWords = (name: string, { line, column, ...problem }: PlacedProblem, mark = ''): string =>
  `${name}:${line}:${column}  ${mark}${problemInWords(problem)}`
