import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { javaTrustStore } from '../../edge/trust-store.js'
import type { Terminal } from '../terminal.js'
import { trustedBy } from './trusted.js'
import { edgeVariables, trustVariables, type EdgeSettings, type EdgeVariables } from './variables.js'

export interface EdgeFiles { readonly files: EdgeSettings['files'], readonly notes: readonly string[] }

/**
 * Writes into a folder, which is made, what clients are to trust: a file for each variable, as each named something
 * else before, and a trust store for Java.
 */
export async function writeTrust (folder: string, root: string, env: Terminal['env']): Promise<EdgeFiles> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const notes: string[] = []
  const written = await Promise.all(trustVariables.map(async (variable) => {
    const trusted = await trustedBy(variable, [root.trim()], env)
    const file = join(folder, `${variable.toLowerCase().replaceAll('_', '-')}.pem`)
    await writeFile(file, trusted.text)
    notes.push(...trusted.notes)
    return [variable, file] as const
  }))
  const java = join(folder, 'ca.jks')
  await writeFile(java, javaTrustStore(root))
  return { files: { ...Object.fromEntries(written), java } as EdgeSettings['files'], notes: [...new Set(notes)] }
}

export interface EdgeOf extends EdgeVariables { readonly notes: readonly string[] }
