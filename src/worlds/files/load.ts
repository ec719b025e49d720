import { readFile, stat } from 'node:fs/promises'
import { Invalid, messageOf } from '../../kernel/errors.js'
import { packageRoot } from '../../kernel/root.js'
import { didYouMean } from '../../kernel/nearest.js'
import type { PlacedProblem, Problem } from '../check/problem.js'
import { largestWorldFile } from './size.js'
import type { WorldFile } from './world-file.schema.js'

/** The worlds that come with perftwin. */
export const builtInWorlds = ['demo', 'docs', 'empty'] as const

export const isBuiltIn = (name: string): boolean => builtInWorlds.some((builtIn) => builtIn === name)

/** Where a world of that name, or a world file of that path, lies. */
export const worldFileUrl = (nameOrPath: string): URL | string =>
  isBuiltIn(nameOrPath) ? new URL(`fixtures/worlds/${nameOrPath}.json`, packageRoot) : nameOrPath

/** A world file that nothing is wrong with. `warnings`: what will hardly do as it was meant, a sentence each. */
export interface LoadedWorld { readonly file: WorldFile, readonly text: string, readonly warnings: readonly string[] }

/**
 * Reads a world file: `demo`, `docs`, `empty`, or a path. A file of the user's is checked first; the built-in ones are
 * checked by the tests, so that starting does not pay for it.
 * @throws Invalid with every fault and its place.
 */
export async function loadWorldFile (nameOrPath: string): Promise<LoadedWorld> {
  const text = await worldFileText(nameOrPath)
  if (isBuiltIn(nameOrPath)) return { file: JSON.parse(text) as WorldFile, text, warnings: [] }
  const { placedInWords, readWorldText } = await import('../check/placed.js')
  const { value, problems } = within(nameOrPath, () => readWorldText(text))
  const inWords = (problem: PlacedProblem, mark = ''): string => placedInWords(nameOrPath, problem, mark)
  await refuseFaults(nameOrPath, problems, inWords)
  return { file: value as WorldFile, text, warnings: problems.map((problem) => inWords(problem)) }
}

/** The text of a world file. @throws Invalid for one that is not there, or too large */
export async function worldFileText (nameOrPath: string): Promise<string> {
  try {
    const { size } = await stat(worldFileUrl(nameOrPath))
    if (size > largestWorldFile) throw new Invalid(`it has ${size} bytes, and at most ${largestWorldFile} are read`)
    return await readFile(worldFileUrl(nameOrPath), 'utf8')
  } catch (error) {
    throw new Invalid(unreadable(nameOrPath, error), 'world')
  }
}

/** What has neither a folder nor a suffix was hardly meant to be a file. */
const looksLikeName = (nameOrPath: string): boolean => /^[\w-]+$/.test(nameOrPath)

function unreadable (nameOrPath: string, error: unknown): string {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
  if (isMissing && looksLikeName(nameOrPath)) {
    const known = `${builtInWorlds.join(', ')}, or the path of a world file`
    return `there is no world "${nameOrPath}": ${known}${didYouMean(nameOrPath, builtInWorlds)}`
  }
  const why = isMissing ? 'there is no such file' : messageOf(error)
  return `cannot read the world file ${nameOrPath}: ${why}`
}

/** Says which file is at fault. */
function within<T> (name: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw error instanceof Invalid ? new Invalid(`${name}: ${error.message}`, 'world') : error
  }
}

/** @throws WorldFileRefused with all problems, if one of them is a fault */
async function refuseFaults<T extends Problem> (
  name: string, problems: readonly T[], inWords: (problem: T, mark: string) => string
): Promise<void> {
  if (problems.every(({ severity }) => severity === 'warning')) return
  const { markOf, WorldFileRefused } = await import('../check/problem.js')
  const lines = problems.map((problem) => `  ${inWords(problem, markOf(problem))}`)
  throw new WorldFileRefused(`${name} is no valid world file:\n${lines.join('\n')}`, problems)
}

/**
 * Checks a world file that came as a value. Answers with what will hardly do as it was meant, a sentence each.
 * @throws Invalid when anything is wrong with it; the message names each path at fault
 */
export async function checkWorldFile (file: unknown, name: string): Promise<string[]> {
  const { worldFileProblems } = await import('../check/world-file.js')
  const { problemInWords } = await import('../check/problem.js')
  const problems = worldFileProblems(file)
  await refuseFaults(name, problems, (problem, mark) => `${mark}${problemInWords(problem)}`)
  return problems.map(problemInWords)
}
