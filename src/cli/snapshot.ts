import { readFile, writeFile } from 'node:fs/promises'
import { Invalid } from '../kernel/errors.js'
import { choose, jsonLine, jsonOf, needed, say, senderOf } from './control.js'
import { columns, type CommandRun } from './terminal.js'

/** Saves, restores, carries and compares states of a world. Files are read and written here, never by the twin. */
export const snapshot: CommandRun = async (invocation, terminal) => {
  const [word = 'list', first, second] = invocation.rest
  const send = senderOf(invocation, terminal)
  const part = (name: string | undefined): string => encodeURIComponent(needed(name, 'the name'))
  return await choose('snapshot command', word, {
    list: async () => {
      const found = await send('GET', 'snapshots')
      return say(invocation, terminal, found, () => found.snapshots.length === 0
        ? 'no snapshots\n'
        : columns(found.snapshots.map((each: any) => [each.name, each.saved, `${each.changes} changes`])))
    },
    save: async () => {
      const found = await send('POST', 'snapshots', { name: needed(first, 'the name') })
      return say(invocation, terminal, found, () => `${found.name} is saved with ${found.changes} changes\n`)
    },
    restore: async () => {
      const found = await send('POST', `snapshots/${part(first)}/restore`)
      return say(invocation, terminal, found, () => `the world is back at ${found.name}\n`)
    },
    delete: async () => {
      await send('DELETE', `snapshots/${part(first)}`)
      return say(invocation, terminal, { deleted: first }, () => `${first} is forgotten\n`)
    },
    export: async () => {
      const text = jsonLine(await send('GET', `snapshots/${part(first)}/export`))
      if (second === undefined) {
        terminal.out(text)
        return 0
      }
      await writeFile(second, text).catch((error: Error) => { throw new Invalid(`cannot write ${second}: ${error.message}`) })
      return say(invocation, terminal, { exported: first, file: second }, () => `${first} is in ${second}\n`)
    },
    import: async () => {
      const file = needed(first, 'the file')
      const text = await readFile(file, 'utf8').catch((error: Error) => { throw new Invalid(`cannot read ${file}: ${error.message}`) })
      const found = await send('POST', `snapshots/import${second === undefined ? '' : `?name=${encodeURIComponent(second)}`}`, jsonOf(text, file))
      return say(invocation, terminal, found, () => `${found.name} is there; perftwin snapshot restore ${found.name}\n`)
    },
    diff: async () => {
      const found = await send('GET', `diff?from=${encodeURIComponent(first ?? 'start')}&to=${encodeURIComponent(second ?? 'now')}`)
      const marks: Record<string, string> = { added: '+', changed: '~', gone: '-' }
      return say(invocation, terminal, found, () => found.same
        ? 'no difference\n'
        : found.differences.map(({ collection, key, change, fields }: any) => `${marks[change]} ${collection} ${key}${fields === undefined ? '' : ` (${fields.join(', ')})`}\n`).join(''))
    }
  })()
}
