import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { javaTrustStore } from '../../edge/trust-store.js'
import { DomainError, messageOf } from '../../kernel/errors.js'
import type { Terminal } from '../terminal.js'
import { trustedBy } from './trusted.js'
import { trustVariables, type EdgeSettings, type TrustVariable } from './variables.js'

export interface Written {
  readonly files: EdgeSettings['files']
  /** What a person should know, a sentence each. */
  readonly notes: readonly string[]
}

/** @throws DomainError that says which variable names another folder */
export const unwritten = (variable: string) => (error: unknown): never => {
  if (error instanceof DomainError) throw error
  throw new DomainError(`cannot write the certificates (${messageOf(error)}): name another folder by ${variable}`)
}

const fileOf = (variable: TrustVariable): string => `${variable.toLowerCase().replaceAll('_', '-')}.pem`

/**
 * Writes into a folder, which is made, whom clients are to trust: the root (PEM) and whom they trusted before, a file
 * for each variable, as each may have named another one; and a trust store for Java.
 */
export async function writeTrust (folder: string, root: string, env: Terminal['env']): Promise<Written> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const files: Partial<Record<TrustVariable | 'java', string>> = {}
  const notes: string[] = []
  for (const variable of trustVariables) {
    const trusted = await trustedBy(variable, [root.trim()], env)
    files[variable] = join(folder, fileOf(variable))
    await writeFile(files[variable], trusted.text)
    notes.push(...trusted.notes)
  }
  files.java = join(folder, 'ca.jks')
  await writeFile(files.java, javaTrustStore(root))
  return { files: files as EdgeSettings['files'], notes }
}
