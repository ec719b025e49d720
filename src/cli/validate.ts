import { Invalid } from '../kernel/errors.js'
import { growBase } from '../worlds/base.js'
import { loadWorldFile } from '../worlds/files/load.js'
import { worldFileFaults } from '../worlds/files/validate.js'
import type { WorldFile } from '../worlds/files/world-file.schema.js'
import { pinFaults } from '../worlds/page-loads.js'
import { withRoomForLoads } from '../worlds/room-for-loads.js'
import { Worlds } from '../worlds/registry.js'
import type { CommandRun } from './terminal.js'

export const validate: CommandRun = async ({ rest, json }, { out }) => {
  const { text, valid } = await validateFiles(rest, json)
  out(text)
  return valid ? 0 : 1
}

interface Checked { file: string, faults: string[] }
interface Verdict { text: string, valid: boolean }

function inWords ({ file, faults }: Checked): string {
  if (faults.length === 0) return `${file}: valid\n`
  return `${file}: not valid\n${faults.map((fault) => `  ${fault}\n`).join('')}`
}

/** Checks world files against the schema, by growing them, and by simulating the page loads with pinned values. */
export async function validateFiles (files: readonly string[], json: boolean): Promise<Verdict> {
  if (files.length === 0) throw new Invalid('validate needs the name of a world file')
  const results = await Promise.all(files.map(async (file) => ({ file, faults: await faultsOf(file) })))
  const valid = results.every(({ faults }) => faults.length === 0)
  const text = json ? `${JSON.stringify({ valid, files: results })}\n` : results.map(inWords).join('')
  return { text, valid }
}

async function faultsOf (file: string): Promise<string[]> {
  try {
    const { file: loaded } = await loadWorldFile(file)
    const faults = worldFileFaults(loaded)
    return faults.length > 0 ? faults : await pinnedFaults(loaded)
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    // A refusal of several sentences begins with the file's name, which is said already.
    const lines = error.message.split('\n').map((line) => line.trim())
    return lines.filter((line) => !line.endsWith('world file:'))
  }
}

/** Pins that no page load can have together: that shows only when it is simulated. */
async function pinnedFaults (file: WorldFile): Promise<string[]> {
  const base = await withRoomForLoads(growBase({ file, seed: file.seed ?? 1, epoch: 0, start: 0 }))
  const world = new Worlds(base).default
  const faults: string[] = []
  for (const job of world.facts.jobs.values()) {
    if (job.pins === null) continue
    for (const fault of await pinFaults(world, job)) faults.push(`job ${job.id}: ${fault}`)
  }
  return faults
}
