import { writeFile } from 'node:fs/promises'
import type { Send } from '../client/transport.js'
import type { Answer } from '../control/operations.js'
import { Invalid, messageOf } from '../kernel/errors.js'
import { choose, jsonLine, needed, say, senderOf } from './ask.js'
import { entryLine } from './journal-line.js'
import { follow } from './journal-follow.js'
import type { CommandRun, Invocation, Terminal } from './terminal.js'

type Page = Answer<'journal'>
type Explained = Answer<'explainRequest'>

interface Asking { readonly send: Send, readonly invocation: Invocation, readonly terminal: Terminal }

/** How many requests are shown where nobody says. */
const usual = 20

function countOf (text: string | undefined): number {
  if (text === undefined) return usual
  const count = Number(text)
  if (Number.isInteger(count) && count >= 0 && count <= 10_000) return count
  throw new Invalid(`"${text}" is no number of requests: 0 to 10000`)
}

/** Shows the newest requests, a line each; in JSON one object a line. */
async function showNewest ({ send, invocation: { rest: [, count], json }, terminal }: Asking): Promise<Page> {
  const page = await send<'journal'>('GET', `journal?limit=${countOf(count)}`)
  for (const entry of page.entries) terminal.out(json ? jsonLine(entry) : entryLine(entry, terminal.colour))
  return page
}

async function list (asking: Asking): Promise<number> {
  await showNewest(asking)
  return 0
}

async function tail (asking: Asking): Promise<number> {
  const { send, invocation: { client, json }, terminal } = asking
  const shown = await showNewest(asking)
  let last = shown.entries.at(-1)?.seq ?? shown.total
  /** Requests that were still being answered when they were seen. */
  const open = new Set(shown.entries.filter(({ status }) => status === null).map(({ seq }) => seq))
  await follow(client, terminal, async () => {
    const since = Math.min(last, ...[...open].map((seq) => seq - 1))
    const { total, entries } = await send<'journal'>('GET', `journal?since=${since}&limit=10000`)
    if (total < last) {
      if (!json) terminal.out('the journal begins anew\n')
      last = 0
      open.clear()
    }
    for (const entry of entries) {
      const isNew = entry.seq > last
      if (entry.status === null) open.add(entry.seq)
      else if (open.delete(entry.seq) || isNew) terminal.out(json ? jsonLine(entry) : entryLine(entry, terminal.colour))
      last = Math.max(last, entry.seq)
    }
  })
  return 0
}

function inWords ({ request, curl, expectation }: Explained, colour: boolean): string {
  const { status, responseHeaders, responseBody } = request
  const parts = [
    entryLine(request, colour),
    `\nAsked:\n${pretty({ headers: request.headers, body: request.body })}\n`,
    `\nAnswered:\n${pretty({ status, headers: responseHeaders, body: responseBody })}\n`,
    `\nAgain:\n${curl}\n`,
    `\nAs an expectation:\nperftwin verify '${JSON.stringify(expectation).replaceAll("'", "'\\''")}'\n`
  ]
  return parts.join('')
}

const pretty = (value: unknown): string => JSON.stringify(value, null, 2)

async function show ({ send, invocation, terminal }: Asking): Promise<number> {
  const seq = needed(invocation.rest[1], 'the number of the request')
  const explained = await send<'explainRequest'>('GET', `journal/${encodeURIComponent(seq)}`)
  return say(invocation, terminal, explained, () => inWords(explained, terminal.colour))
}

async function har ({ send, invocation: { rest: [, file] }, terminal }: Asking): Promise<number> {
  const text = `${pretty(await send<'journalHar'>('GET', 'journal.har'))}\n`
  if (file === undefined || file === '-') {
    terminal.out(text)
    return 0
  }
  try {
    await writeFile(file, text)
  } catch (error) {
    throw new Invalid(`${file} cannot be written: ${messageOf(error)}`)
  }
  return 0
}

async function clear ({ send }: Asking): Promise<number> {
  await send<'clearJournal'>('DELETE', 'journal')
  return 0
}

const actions = { tail, list, show, har, clear }

/** What was asked of a running twin, and what it answered. */
export const journal: CommandRun = async (invocation, terminal) => {
  const [action = 'list'] = invocation.rest
  return await choose('action', action, actions)({ send: senderOf(invocation, terminal), invocation, terminal })
}
