import { httpSender, type Send } from '../client/transport.js'
import { Invalid } from '../kernel/errors.js'
import { urlOf } from './client-options.js'
import { columns, paint, type CommandRun, type Invocation, type Terminal } from './terminal.js'

/** Asks the control plane of the twin, in the world that is meant. */
export function senderOf ({ client }: Invocation, { env }: Terminal): Send {
  const send = httpSender(urlOf(client, env), client.controlToken)
  const prefix = client.in === undefined ? '' : `/w/${encodeURIComponent(client.in)}`
  return async (method, path, body) => await send(method, `${prefix}/_perftwin/${path}`, body)
}

/** A word that has to be one of several, each with what is done then. Throws Invalid with the choices. */
export function choose<T> (what: string, word: string, choices: Readonly<Record<string, T>>): T {
  if (!Object.hasOwn(choices, word)) throw new Invalid(`"${word}" is no ${what}: ${Object.keys(choices).join(', ')}`)
  return choices[word]!
}

export function needed (word: string | undefined, what: string): string {
  if (word === undefined) throw new Invalid(`${what} is missing`)
  return word
}

export function jsonOf (text: string, what: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Invalid(`${what} is not JSON: ${(error as Error).message}`)
  }
}

export const jsonLine = (value: unknown): string => `${JSON.stringify(value)}\n`

/** Says it as JSON where that is wanted, else in words. */
export const say = ({ json }: Invocation, { out }: Terminal, value: unknown, words: () => string): number => {
  out(json ? jsonLine(value) : words())
  return 0
}

export const info: CommandRun = async (invocation, terminal) => {
  const found = await senderOf(invocation, terminal)('GET', 'info')
  const { version, world, worldFile, seed, now, clock, accounts, counts } = found
  return say(invocation, terminal, found, () => columns([
    ['version', version], ['world', `${world}, grown from ${worldFile} with seed ${seed}`], ['now', `${now} (${clock})`],
    ['accounts', accounts.map(({ username }: { username: string }) => username).join(', ')], ['jobs', String(counts.jobs)]
  ]))
}

export const reset: CommandRun = async (invocation, terminal) => {
  const found = await senderOf(invocation, terminal)('POST', 'reset')
  return say(invocation, terminal, found, () => `world ${found.world} is back at its start\n`)
}

export const clock: CommandRun = async (invocation, terminal) => {
  const [word = 'show', value] = invocation.rest
  const send = senderOf(invocation, terminal)
  const found = await choose('clock command', word, {
    show: async () => await send('GET', 'clock'),
    real: async () => await send('PUT', 'clock', { mode: 'real' }),
    frozen: async () => await send('PUT', 'clock', { mode: 'frozen', ...(value === undefined ? {} : { at: value }) }),
    offset: async () => await send('PUT', 'clock', { mode: 'offset', offset: needed(value, 'the duration') }),
    advance: async () => await send('POST', 'clock/advance', { by: needed(value, 'the duration') })
  })()
  return say(invocation, terminal, found, () => `${found.now} (${found.mode}${found.offset === null ? '' : ` ${found.offset}`})\n`)
}

export const fault: CommandRun = async (invocation, terminal) => {
  const [word = 'list', value] = invocation.rest
  const send = senderOf(invocation, terminal)
  return await choose('fault command', word, {
    list: async () => {
      const found = await send('GET', 'faults')
      return say(invocation, terminal, found, () => found.faults.length === 0
        ? 'no faults\n'
        : columns(found.faults.map((each: any) => [each.id, `fired ${each.fired} of ${each.matched}`, JSON.stringify(each.match), JSON.stringify(each.effect)])))
    },
    add: async () => {
      const found = await send('POST', 'faults', jsonOf(needed(value, 'the fault'), 'the fault'))
      return say(invocation, terminal, found, () => `${found.id}\n`)
    },
    remove: async () => {
      await send('DELETE', `faults/${encodeURIComponent(needed(value, 'the id'))}`)
      return say(invocation, terminal, { removed: value }, () => `${value} is removed\n`)
    },
    clear: async () => {
      await send('DELETE', 'faults')
      return say(invocation, terminal, { cleared: true }, () => 'no faults\n')
    }
  })()
}

export const verify: CommandRun = async (invocation, terminal) => {
  const found = await senderOf(invocation, terminal)('POST', 'verify', jsonOf(invocation.rest[0]!, 'the expectation'))
  say(invocation, terminal, found, () => {
    const head = paint(terminal.colour, found.verified ? 'green' : 'red', found.verified ? 'verified' : found.undecidable ? 'undecidable' : 'not verified')
    const near = found.nearMisses.flatMap(({ method, path, differences }: any) => [
      `  near miss: ${method} ${path}`, ...differences.map(({ field, expected, actual }: any) => `    ${field}: expected ${JSON.stringify(expected)}, was ${JSON.stringify(actual)}`)
    ])
    return `${head}: ${found.message}\n${near.map((line: string) => `${line}\n`).join('')}`
  })
  return found.verified === true ? 0 : 1
}

export const world: CommandRun = async (invocation, terminal) => {
  const [word = 'list', name, json] = invocation.rest
  const send = senderOf(invocation, terminal)
  return await choose('world command', word, {
    list: async () => {
      const found = await send('GET', 'worlds')
      return say(invocation, terminal, found, () => columns(found.worlds.map((each: any) =>
        [each.name, each.url === '' ? '/' : each.url, `${each.worldFile}, seed ${each.seed}`, each.clock.now, `${each.changes} changes`, each.expiresIn === null ? '' : `gone in ${each.expiresIn}`])))
    },
    create: async () => {
      const asked = json === undefined ? {} : jsonOf(json, 'what the world is to be')
      const found = await send('POST', 'worlds', { ...asked as object, name: needed(name, 'the name') })
      return say(invocation, terminal, found, () => `${found.url}\n`)
    },
    delete: async () => {
      await send('DELETE', `worlds/${encodeURIComponent(needed(name, 'the name'))}`)
      return say(invocation, terminal, { deleted: name }, () => `${name} is gone\n`)
    }
  })()
}
