import { readFile, writeFile } from 'node:fs/promises'
import type { Answer } from '../control/operations.js'
import { Invalid } from '../kernel/errors.js'
import { choose, jsonLine, jsonOf, needed, say, senderOf } from './ask.js'
import { columns, type CommandRun } from './terminal.js'

function listInWords ({ snapshots }: Answer<'listSnapshots'>): string {
  if (snapshots.length === 0) return 'no snapshots\n'
  return columns(snapshots.map(({ name, saved, changes }) => [name, saved, `${changes} changes`]))
}

const marks = { added: '+', changed: '~', gone: '-' }

function differenceInWords ({ same, differences }: Answer<'diffStates'>): string {
  if (same) return 'no difference\n'
  const lines = differences.map(({ collection, key, change, fields }) => {
    const which = fields === undefined ? '' : ` (${fields.join(', ')})`
    return `${marks[change]} ${collection} ${key}${which}\n`
  })
  return lines.join('')
}

async function read (file: string): Promise<string> {
  return await readFile(file, 'utf8').catch((error: Error) => {
    throw new Invalid(`cannot read ${file}: ${error.message}`)
  })
}

async function write (file: string, text: string): Promise<void> {
  await writeFile(file, text).catch((error: Error) => { throw new Invalid(`cannot write ${file}: ${error.message}`) })
}

/** Saves, restores, carries and compares states of a world. Files are read and written here, never by the twin. */
export const snapshot: CommandRun = async (invocation, terminal) => {
  const [word = 'list', first, second] = invocation.rest
  const send = senderOf(invocation, terminal)
  const part = (name: string | undefined): string => encodeURIComponent(needed(name, 'the name'))
  return await choose('snapshot command', word, {
    list: async () => {
      const found = await send<'listSnapshots'>('GET', 'snapshots')
      return say(invocation, terminal, found, () => listInWords(found))
    },
    save: async () => {
      const found = await send<'saveSnapshot'>('POST', 'snapshots', { name: needed(first, 'the name') })
      return say(invocation, terminal, found, () => `${found.name} is saved with ${found.changes} changes\n`)
    },
    restore: async () => {
      const found = await send<'restoreSnapshot'>('POST', `snapshots/${part(first)}/restore`)
      return say(invocation, terminal, found, () => `the world is back at ${found.name}\n`)
    },
    delete: async () => {
      await send<'deleteSnapshot'>('DELETE', `snapshots/${part(first)}`)
      return say(invocation, terminal, { deleted: first }, () => `${first} is forgotten\n`)
    },
    export: async () => {
      const text = jsonLine(await send<'exportSnapshot'>('GET', `snapshots/${part(first)}/export`))
      if (second === undefined) {
        terminal.out(text)
        return 0
      }
      await write(second, text)
      return say(invocation, terminal, { exported: first, file: second }, () => `${first} is in ${second}\n`)
    },
    import: async () => {
      const file = needed(first, 'the file')
      const content = jsonOf(await read(file), file)
      const query = second === undefined ? '' : `?name=${encodeURIComponent(second)}`
      const found = await send<'importSnapshot'>('POST', `snapshots/import${query}`, content)
      const { name } = found
      return say(invocation, terminal, found, () => `${name} is there; perftwin snapshot restore ${name}\n`)
    },
    diff: async () => {
      const states = `from=${part(first ?? 'start')}&to=${part(second ?? 'now')}`
      const found = await send<'diffStates'>('GET', `diff?${states}`)
      return say(invocation, terminal, found, () => differenceInWords(found))
    }
  })()
}
