import type { Answer } from '../control/operations.js'
import { choose, jsonOf, needed, say, senderOf } from './ask.js'
import { columns, type CommandRun } from './terminal.js'

const inWords = ({ worlds }: Answer<'listWorlds'>): string =>
  columns(worlds.map(({ name, url, worldFile, seed, clock, changes, expiresIn }) => [
    name,
    url === '' ? '/' : url,
    `${worldFile}, seed ${seed}`,
    clock.now,
    `${changes} changes`,
    expiresIn === null ? '' : `gone in ${expiresIn}`
  ]))

export const world: CommandRun = async (invocation, terminal) => {
  const [word = 'list', name, json] = invocation.rest
  const send = senderOf(invocation, terminal)
  return await choose('world command', word, {
    list: async () => {
      const found = await send<'listWorlds'>('GET', 'worlds')
      return say(invocation, terminal, found, () => inWords(found))
    },
    create: async () => {
      const asked = json === undefined ? {} : jsonOf(json, 'what the world is to be')
      const request = Object.assign({}, asked, { name: needed(name, 'the name') })
      const found = await send<'createWorld'>('POST', 'worlds', request)
      return say(invocation, terminal, found, () => `${found.url}\n`)
    },
    delete: async () => {
      await send<'deleteWorld'>('DELETE', `worlds/${encodeURIComponent(needed(name, 'the name'))}`)
      return say(invocation, terminal, { deleted: name }, () => `${name} is gone\n`)
    }
  })()
}
