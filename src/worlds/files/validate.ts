import { messageOf } from '../../kernel/errors.js'
import { begin } from '../begin.js'
import { problemInWords } from '../check/problem.js'
import { worldFileProblems } from '../check/world-file.js'
import type { WorldFile } from './world-file.schema.js'

/** What is wrong with a world file, a sentence each with its path; if nothing is, what growing it shows. */
export function worldFileFaults (file: unknown): string[] {
  const faults = worldFileProblems(file).filter(({ severity }) => severity === 'fault')
  if (faults.length > 0) return faults.map(problemInWords)
  try {
    begin(file as WorldFile, { seed: 1 })
    return []
  } catch (error) {
    return [messageOf(error)]
  }
}
