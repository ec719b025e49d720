import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { readArguments } from '../src/cli/arguments.js'
import { specOf, type Command } from '../src/cli/commands.js'
import type { Terminal } from '../src/cli/terminal.js'
import { connectTwin } from '../src/index.js'
import { basic, listeningTwin } from './helper.js'

interface Running { readonly done: Promise<number>, readonly lines: string[], stop: () => void, onListening: () => void }

/** Runs `perftwin journal …` in this process. */
function journal (url: string, ...argv: string[]): Running {
  const lines: string[] = []
  const signals: Array<(signal: 'SIGINT') => void> = []
  const terminal: Terminal = {
    env: {},
    pid: 1,
    self: ['node'],
    ready: () => {},
    node: process.versions.node,
    colour: false,
    out: (text) => { lines.push(...text.split('\n').slice(0, -1)) },
    err: () => {},
    onSignal: (task) => {
      signals.push(task)
      running.onListening()
    }
  }
  const { command, ...invocation } = readArguments(['journal', ...argv, '--url', url], {})
  const done = specOf(command as Command).load().then(async (run) => await run(invocation, terminal))
  const stop = (): void => { for (const signal of signals) signal('SIGINT') }
  const running: Running = { done, lines, stop, onListening: () => {} }
  return running
}

async function shown (url: string, ...argv: string[]): Promise<string[]> {
  const { done, lines } = journal(url, ...argv)
  await done
  return lines
}

/** Asks again until it holds; the time limit is the test's. */
async function until (holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5))
}

const headers = { authorization: basic('demo') }

t.test('the journal at a glance', async (t) => {
  const { url } = await listeningTwin(t)
  const ask = async (path: string): Promise<void> => { await (await fetch(url + path, { headers })).text() }
  await ask('/rest/v1/demo/jobs?limit=1')
  await ask('/rest/v1/demo/jobs?limit=some')
  await connectTwin(url).faults.add({ id: 'down', match: { path: '/rest/v1/users/*' }, effect: { status: 503 } })
  await ask('/rest/v1/users/demo')
  const lines = await shown(url)
  t.match(lines, [
    /^#1 +12:00:00\.000 200 GET {4}\/rest\/v1\/demo\/jobs\?limit=1 \(listJobs, [\d.]+ ms, \d+ B\)$/,
    /^#2 +12:00:00\.000 400 GET {4}\/rest\/v1\/demo\/jobs\?limit=some \(listJobs, /,
    /^ +refused: querystring\/limit must be/,
    /^#3 .* 503 GET {4}\/rest\/v1\/users\/demo \(getUser, .*\) fault down$/
  ])
  t.equal(lines.length, 4)
  t.match(await shown(url, 'list', '1'), [/^#3/])
  const [one] = await shown(url, 'list', '1', '--json')
  t.match(JSON.parse(one!), { seq: 3, status: 503, faults: ['down'] })
  const told = (await shown(url, 'show', '1')).join('\n')
  t.match(told, /\nAnswered:\n\{\n {2}"status": 200,\n {2}"headers": \{/)
  t.match(told, /\nAgain:\ncurl 'http:\/\/[\d.:]+\/rest\/v1\/demo\/jobs\?limit=1' -u "\$SAUCE_USERNAME:\$SAUCE_ACCESS_KEY"\n/)
  t.match(told, /\nperftwin verify '\{"match":\{"operation":"listJobs",.*"atLeast":1\}'/)
  const file = join(mkdtempSync(join(tmpdir(), 'perftwin-journal-')), 'x.har')
  await shown(url, 'har', file)
  t.equal(JSON.parse(readFileSync(file, 'utf8')).log.entries.length, 3)
  await t.rejects(journal(url, 'har', '/nowhere/x.har').done, { message: /^\/nowhere\/x\.har cannot be written/ })
  await t.rejects(journal(url, 'list', 'all').done, { message: '"all" is no number of requests: 0 to 10000' })
  await t.rejects(journal(url, 'show', '99').done, { message: /99/ })
  t.equal(await journal(url, 'clear').done, 0)
  t.strictSame(await shown(url, 'list'), [])
})

t.test('tail goes on until it is told to stop', async (t) => {
  const { url } = await listeningTwin(t)
  const ask = async (path: string): Promise<void> => { await (await fetch(url + path, { headers })).text() }
  await ask('/rest/v1/users/demo')
  const tail = journal(url, 'tail', '5')
  await until(() => tail.lines.length === 1)
  // The stream of events is open when the twin says so; requests before that are read from the journal all the same.
  await ask('/rest/v1/demo/jobs')
  await until(() => tail.lines.length === 2)
  const slow = connectTwin(url)
  await slow.faults.add({ id: 'slow', match: { operation: 'getUser' }, effect: { delay: 100 } })
  await Promise.all([ask('/rest/v1/users/demo'), ask('/rest/v1/demo/jobs?limit=2')])
  await until(() => tail.lines.length === 4)
  t.match(tail.lines[2], /jobs\?limit=2/, 'what is still being answered is shown when it is')
  t.match(tail.lines[3], /users\/demo .*fault slow/)
  await slow.reset()
  await ask('/rest/v1/demo/jobs?limit=3')
  await until(() => tail.lines.length === 6)
  t.match(tail.lines.slice(4), ['the journal begins anew', /^#1 .*limit=3/])
  tail.stop()
  t.equal(await tail.done, 0)
  const hasty = journal(url, 'tail')
  hasty.onListening = hasty.stop
  t.equal(await hasty.done, 0, 'who stops it before it has got the stream of events is told of no error')
  await t.rejects(journal('http://127.0.0.1:1', 'tail').done, { message: /no twin answers/ })
})

t.test('nothing that a client sends commands the terminal, or makes a line of its own', async (t) => {
  const { url } = await listeningTwin(t)
  for (const path of ['jobs?x=%1b%5b31mEVIL%07%0aline2&a=b%26c', '%1b%5b2JPWN/jobs', 'demo%0a%231%20%20200%20GET%20faked/jobs']) {
    await (await fetch(`${url}/rest/v1/demo/${path}`, { headers })).text()
    await (await fetch(`${url}/rest/v1/${path}`, { headers })).text()
  }
  const lines = await shown(url, 'list')
  t.equal(lines.filter((line) => line.startsWith('#')).length, 6)
  // eslint-disable-next-line no-control-regex
  t.notMatch(lines.join(''), /[\u0000-\u001f\u007f-\u009f]/)
  t.match(lines[0], /x=%1B\[31mEVIL%07%0Aline2&a=b%26c/)
})

t.test('a command without its body says so', async (t) => {
  const { url } = await listeningTwin(t)
  const form = new FormData()
  form.set('payload', new Blob(['x'.repeat(100)]), 'a.apk')
  await (await fetch(`${url}/v1/storage/upload`, { method: 'POST', headers, body: form })).text()
  t.match((await shown(url, 'show', '1')).join('\n'), /\ncurl -X POST .*# its body was not kept, or is no text\n/)
})
