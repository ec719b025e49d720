import { writeFile } from 'node:fs/promises'
import { createKey } from '../app-store-connect/keys.js'
import { Invalid } from '../kernel/errors.js'
import { choose } from './control.js'
import type { CommandRun } from './terminal.js'

/**
 * Makes an App Store Connect API key: the private half for clients, in a file named as Apple names it unless another name
 * is given (`-` prints it), and the line that lets a world know it. Never overwrites a file.
 */
export const keys: CommandRun = async ({ rest: [word = '', name], json }, { out }) => await choose('keys command', word, {
  create: async () => {
    const { p8, keyId, issuerId, worldFileLine } = createKey()
    const file = name === '-' ? undefined : name ?? `AuthKey_${keyId}.p8`
    if (file !== undefined) {
      await writeFile(file, p8, { mode: 0o600, flag: 'wx' }).catch((error: Error) => { throw new Invalid(`cannot write ${file}: ${error.message}`) })
    }
    out(json
      ? `${JSON.stringify({ keyId, issuerId, ...(file === undefined ? { p8 } : { file }), worldFile: JSON.parse(worldFileLine) as unknown })}\n`
      : `key id     ${keyId}\nissuer id  ${issuerId}\n${file === undefined ? `\n${p8}\n` : `private    ${file}\n\n`}for the world file's appStore.keys:\n  ${worldFileLine}\n`)
    return 0
  }
})()
