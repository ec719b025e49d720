import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Twin } from '../../twin.js'
import type { Terminal } from '../terminal.js'
import { namesOf } from './exceptions.js'
import { edgeSentences, edgeSummary, refusedSentence } from './told.js'
import { edgeVariables } from './variables.js'
import { unwritten, writeTrust } from './written.js'

/** What a command is given that is to meet a twin under the vendors' own names. */
export interface ChildEdge {
  readonly variables: Readonly<Record<string, string>>
  /** Says which other names were asked for, and leaves nothing behind. */
  close (): Promise<void>
}

/** A twin, its URL, and names with commas that are to be left alone. */
export interface EdgeOf {
  readonly twin: Twin
  readonly url: string
  readonly noProxy: string | true | undefined
}

/** Writes the certificates that a command is to trust into a folder of its own, and says what is set. */
export async function openChildEdge ({ twin, url, noProxy }: EdgeOf, terminal: Terminal): Promise<ChildEdge> {
  const { env, node, err } = terminal
  const say = (sentence: string): void => { err(`perftwin: ${sentence}\n`) }
  const { certificate, fingerprint } = await twin.authority()
  const folder = await mkdtemp(join(tmpdir(), 'perftwin-edge-')).catch(unwritten('TMPDIR'))
  const remove = async (): Promise<void> => { await rm(folder, { recursive: true, force: true }) }
  try {
    const { files, notes } = await writeTrust(folder, certificate, env)
    const except = typeof noProxy === 'string' ? namesOf(noProxy) : []
    const made = edgeVariables(env, { proxy: url, except, files })
    const { variables } = made
    edgeSummary(url, fingerprint, variables.NO_PROXY ?? '').forEach(say)
    const warnings = [...notes, ...edgeSentences(made, node)]
    warnings.forEach(say)
    return {
      variables,
      close: async () => {
        const refused = refusedSentence(twin.refused.list(), twin.refused.others)
        if (refused !== undefined) say(refused)
        await remove()
      }
    }
  } catch (error) {
    await remove()
    throw error
  }
}
