import { Invalid } from '../kernel/errors.js'
import { loadWorldFile } from '../worlds/load.js'
import { worldFileFaults } from '../worlds/validate.js'
import type { CommandRun } from './terminal.js'

export const validate: CommandRun = async ({ rest, json }, { out }) => {
  const { text, valid } = await validateFiles(rest, json)
  out(text)
  return valid ? 0 : 1
}

/** Checks world files against the schema and by growing them. */
export async function validateFiles (files: readonly string[], json: boolean): Promise<{ text: string, valid: boolean }> {
  if (files.length === 0) throw new Invalid('validate needs the name of a world file')
  const results = await Promise.all(files.map(async (file) => ({ file, faults: await faultsOf(file) })))
  const valid = results.every(({ faults }) => faults.length === 0)
  const text = json
    ? `${JSON.stringify({ valid, files: results })}\n`
    : results.map(({ file, faults }) => faults.length === 0 ? `${file}: valid\n` : `${file}: not valid\n${faults.map((fault) => `  ${fault}\n`).join('')}`).join('')
  return { text, valid }
}

async function faultsOf (file: string): Promise<string[]> {
  try {
    return worldFileFaults((await loadWorldFile(file)).file)
  } catch (error) {
    if (error instanceof Invalid) return error.message.split('\n').map((line) => line.trim()).filter((line) => !line.endsWith('world file:'))
    throw error
  }
}
