import { writeFile } from 'node:fs/promises'
import { createKey } from '../app-store-connect/keys.js'
import { Invalid } from '../kernel/errors.js'
import { choose } from './ask.js'
import type { CommandRun } from './terminal.js'

type Key = ReturnType<typeof createKey>

/** Keeps the private half. Never overwrites a file. */
async function write (file: string, p8: string): Promise<void> {
  await writeFile(file, p8, { mode: 0o600, flag: 'wx' }).catch((error: Error) => {
    throw new Invalid(`cannot write ${file}: ${error.message}`)
  })
}

function asJson ({ p8, keyId, issuerId, worldFileLine }: Key, file: string | undefined): string {
  const worldFile: unknown = JSON.parse(worldFileLine)
  return `${JSON.stringify({ keyId, issuerId, ...(file === undefined ? { p8 } : { file }), worldFile })}\n`
}

function inWords ({ p8, keyId, issuerId, worldFileLine }: Key, file: string | undefined): string {
  const secret = file === undefined ? `\n${p8}\n` : `private    ${file}\n\n`
  const ids = `key id     ${keyId}\nissuer id  ${issuerId}\n`
  return `${ids}${secret}for the world file's appStore.keys:\n  ${worldFileLine}\n`
}

/**
 * Makes an App Store Connect API key: the private half for clients, in a file named as Apple names it unless another
 * name is given (`-` prints it), and the line that lets a world know it.
 */
export const keys: CommandRun = async ({ rest: [word = '', name], json }, { out }) => {
  return await choose('keys command', word, {
    create: async () => {
      const key = createKey()
      const file = name === '-' ? undefined : name ?? `AuthKey_${key.keyId}.p8`
      if (file !== undefined) await write(file, key.p8)
      out(json ? asJson(key, file) : inWords(key, file))
      return 0
    }
  })()
}
