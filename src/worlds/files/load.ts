import { readFile, stat } from 'node:fs/promises'
import { Invalid, messageOf } from '../../kernel/errors.js'
import { deepestJson, isDeeper, parseJson } from '../../kernel/json.js'
import { packageRoot } from '../../kernel/root.js'
import { didYouMean } from '../../kernel/nearest.js'
import { largestWorldFile } from './size.js'
import type { WorldFile } from './world-file.schema.js'

/** The worlds that come with perftwin. */
export const builtInWorlds = ['demo', 'docs', 'empty'] as const

export const isBuiltIn = (name: string): boolean => builtInWorlds.some((builtIn) => builtIn === name)

/** Where a world of that name, or a world file of that path, lies. */
export const worldFileUrl = (nameOrPath: string): URL | string =>
  isBuiltIn(nameOrPath) ? new URL(`fixtures/worlds/${nameOrPath}.json`, packageRoot) : nameOrPath

/**
 * Reads a world file: `demo`, `docs`, `empty`, or a path. A file of the user's is checked against the schema first; the
 * built-in ones are checked by the tests, so that starting does not pay for it.
 * @throws Invalid with every fault and its path.
 */
export async function loadWorldFile (nameOrPath: string): Promise<{ file: WorldFile, text: string }> {
  const text = await textOf(nameOrPath)
  const file = parsed(text, nameOrPath)
  if (!isBuiltIn(nameOrPath)) await checkWorldFile(file, nameOrPath)
  return { file: file as WorldFile, text }
}

async function textOf (nameOrPath: string): Promise<string> {
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

function parsed (text: string, nameOrPath: string): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    if (error instanceof Invalid) throw new Invalid(`${nameOrPath}: ${error.message}`, 'world')
    throw new Invalid(`${nameOrPath} is not JSON: ${messageOf(error)}`, 'world')
  }
}

/** Throws Invalid when `file` breaks the world-file schema; the message names each path at fault. */
export async function checkWorldFile (file: unknown, name: string): Promise<void> {
  if (isDeeper(file)) throw new Invalid(`${name} is nested more than ${deepestJson} levels deep`, 'world')
  const { schemaFaults } = await import('./validate.js')
  const faults = schemaFaults(file)
  if (faults.length === 0) return
  const lines = faults.map((fault) => `  ${fault}`).join('\n')
  throw new Invalid(`${name} is no valid world file:\n${lines}`, 'world')
}
