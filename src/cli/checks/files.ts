import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { DomainError, messageOf } from '../../kernel/errors.js'
import { faultOf } from '../../store/file-faults.js'
import { loadWorldFile } from '../../worlds/files/load.js'
import { ok, problem, type Finding } from './finding.js'

/** Whether the world file can be read and keeps to the schema. */
export async function worldCheck (world = 'demo'): Promise<Finding> {
  try {
    const { file } = await loadWorldFile(world)
    return ok('world', world === file.name ? world : `${file.name}, from ${world}`)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return problem('world', error.message)
  }
}

/**
 * Whether the data file, or the folder in which it is to be made, can be written, and is nobody else's. Writes nothing
 * that stays.
 */
export async function dataCheck (data: string | undefined): Promise<Finding> {
  if (data === undefined) return ok('data', 'what clients write is kept in memory (no --data)')
  const path = resolve(data)
  try {
    await access(dirname(path), constants.W_OK)
    const found = await stat(path).catch(() => undefined)
    if (found !== undefined) await access(path, constants.R_OK | constants.W_OK)
  } catch (error) {
    return problem('data', `cannot write the data file ${path}: ${faultOf(error, path)}`)
  }
  return await openedAndClosed(path)
}

async function openedAndClosed (path: string): Promise<Finding> {
  const { fileStore } = await import('../../store/file.js')
  try {
    const store = await fileStore(path)
    try {
      const stored = await store.load()
      return ok('data', stored === undefined ? `${path} can be made` : `${path}, of the world ${stored.world}`)
    } finally {
      await store.close()
    }
  } catch (error) {
    return problem('data', messageOf(error))
  }
}
