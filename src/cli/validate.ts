import { Invalid } from '../kernel/errors.js'
import { inOrder, placedInWords, readWorldText, withPlaces } from '../worlds/check/placed.js'
import { markOf, problemBody, type PlacedProblem } from '../worlds/check/problem.js'
import { simulatedProblems } from '../worlds/check/simulated.js'
import { worldFileText } from '../worlds/files/load.js'
import type { CommandRun } from './terminal.js'

export const validate: CommandRun = async ({ rest, json }, { out }) => {
  const { text, valid } = await validateFiles(rest, json)
  out(text)
  return valid ? 0 : 1
}

interface Checked { readonly file: string, readonly valid: boolean, readonly problems: readonly PlacedProblem[] }
interface Verdict { text: string, valid: boolean }

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

function inWords ({ file, valid, problems }: Checked): string {
  const lines = problems.map((problem) => `${placedInWords(file, problem, markOf(problem))}\n`)
  const faults = problems.filter(({ severity }) => severity === 'fault').length
  const warnings = problems.length - faults
  const counts = [
    ...(faults === 0 ? [] : [counted(faults, 'fault')]), ...(warnings === 0 ? [] : [counted(warnings, 'warning')])
  ]
  return `${lines.join('')}${file}: ${[valid ? 'valid' : 'not valid', ...counts].join(', ')}\n`
}

/** Checks world files: by the schema, for what they refer to, and by growing and loading what nothing is wrong with. */
export async function validateFiles (files: readonly string[], json: boolean): Promise<Verdict> {
  if (files.length === 0) throw new Invalid('validate needs the name of a world file')
  const results = await Promise.all(files.map(check))
  const valid = results.every((result) => result.valid)
  const bodies = results.map(({ problems, ...result }) => ({ ...result, problems: problems.map(problemBody) }))
  const text = json ? `${JSON.stringify({ valid, files: bodies })}\n` : results.map(inWords).join('')
  return { text, valid }
}

async function check (file: string): Promise<Checked> {
  const problems = await problemsIn(file)
  return { file, valid: problems.every(({ severity }) => severity === 'warning'), problems }
}

async function problemsIn (file: string): Promise<PlacedProblem[]> {
  try {
    const text = await worldFileText(file)
    const { value, problems } = readWorldText(text)
    return inOrder([...problems, ...withPlaces(text, await simulatedProblems(value, problems))])
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    return [{ path: [], severity: 'fault', message: error.message, cure: '', line: 1, column: 1 }]
  }
}
