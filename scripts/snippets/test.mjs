// What the runner of snippets must notice: node --test scripts/snippets/test.mjs
import assert from 'node:assert/strict'
import { rm } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { judgeJson } from './json.mjs'
import { blocksOf } from './markdown.mjs'
import { makeProject, placeFor } from './place.mjs'
import { runProgram, typeFaults } from './programs.mjs'
import { differenceOf } from './shape.mjs'
import { runCommands } from './shell.mjs'

const page = (...lines) => blocksOf('a.md', lines.join('\n'))

test('blocks come with their line, heading and what comments say', () => {
  const [first, second] = page('# One', '', '```sh', 'ls', '```', '## Two', '<!-- snippet: twin null -->', '<!-- snippet: setup', 'a', 'b', '-->', '```js', '```')
  assert.deepEqual(first, { page: 'a.md', line: 3, heading: 'One', language: 'sh', text: 'ls', says: {} })
  assert.deepEqual(second, { page: 'a.md', line: 12, heading: 'Two', language: 'js', text: '', says: { twin: 'null', setup: 'a\nb' } })
})

test('a comment speaks of the block right after it', () => {
  assert.deepEqual(page('<!-- snippet: skip, no -->', '', 'Something else.', '```sh', '```')[0].says, {})
})

test('a skip needs a reason, a comment a known word', () => {
  assert.throws(() => page('<!-- snippet: skip -->', '```sh', '```'), /a\.md:2: it is skipped for no reason/)
  assert.throws(() => page('<!-- snippet: skpi, it is slow -->', '```sh', '```'), /skpi/)
  assert.throws(() => page('```sh', 'ls'), /never ends/)
})

test('times, ids and numbers may differ, shapes may not', () => {
  const same = [
    ['now 2026-11-28T03:34:43.718Z', 'now 2026-01-01T00:00:00Z'],
    ['#1  12:00:00.000 200 (4.7 ms, 2 B)', '#12 12:01:00.000 200 (11 ms, 49 B)'],
    ['{"id":"0332c8a14e9817e387e2c21465f39e94","a":1}', '{"id":"a2b8677402d2340ac44099d1f412d80c","a":2.5}'],
    ['{\n  "a": 1 }', '{"a":2}'],
    ['…\nError: no\n…', 'at x\nat y\nError: no\n  at z'],
    ['/jobs/… is gone', '/jobs/17/assets is gone'],
    ['\x1b[1mbold\x1b[0m', 'bold']
  ]
  for (const [shown, printed] of same) assert.equal(differenceOf(shown, printed), undefined, shown)
  const other = [
    ['{"a":1}', '{"a":null}'], ['{"a":1}', '{"a":1,"b":2}'], ['{"a":1}', '{"b":1}'], ['{"a":[1]}', '{"a":[1,2]}'],
    ['one\ntwo', 'one'], ['one', 'one\ntwo'], ['Error: no\n…', 'at x\nError: no'], ['/jobs/… is gone', '/jobs/17 is there'], ['deadbeef', 'facade12']
  ]
  for (const [shown, printed] of other) assert.match(differenceOf(shown, printed) ?? '', /shown: /, shown)
})

let project
before(async () => { project = await makeProject() })
after(async () => { await rm(project, { recursive: true }) })

async function faultsOf (judge, ...lines) {
  const [block] = page(...lines)
  const place = await placeFor(block, project)
  try {
    return (await judge(block, place)).join('\n')
  } finally {
    await place.close()
  }
}

test('commands must succeed, requests too', async () => {
  assert.equal(await faultsOf(runCommands, '```sh', 'curl -u demo:x http://127.0.0.1:4010/rest/v1/demo/jobs', '```'), '')
  assert.match(await faultsOf(runCommands, '```sh', 'curl -u demo:x http://127.0.0.1:4010/rest/v1/demo/jbos', 'true', '```'), /404/)
  assert.match(await faultsOf(runCommands, '```sh', 'false', 'true', '```'), /ends with 1/)
  assert.match(await faultsOf(runCommands, '```console', '$ false', '$ true', '```'), /"false" ends with 1/)
})

test('what is shown after a command is what it prints', async () => {
  assert.equal(await faultsOf(runCommands, '```console', '$ X=1', "$ echo 'a", "b'", 'a', 'b', '$ echo $X', '2', '```'), '')
  assert.match(await faultsOf(runCommands, '```console', '$ echo a', 'b', '```'), /"echo a" prints something else/)
  assert.match(await faultsOf(runCommands, '```console', '$ perftwin --version', 'v1', '```'), /prints something else/)
})

test('JSON says what it is, and is it', async () => {
  assert.match(await faultsOf(judgeJson, '```json', '{}', '```'), /has to say what it is/)
  const rule = '<!-- snippet: body of POST /_perftwin/faults -->'
  assert.equal(await faultsOf(judgeJson, rule, '```json', '{"effect":{"status":503}}', '```'), '')
  assert.match(await faultsOf(judgeJson, rule, '```json', '{"effect":{"statsu":503}}', '```'), /400/)
  assert.equal(await faultsOf(judgeJson, '<!-- snippet: world file {"name":"x","seed":$BLOCK} -->', '```json', '7', '```'), '')
  assert.match(await faultsOf(judgeJson, '<!-- snippet: world file -->', '```json', '{"name":"x","sede":7}', '```'), /sede/)
})

test('programs run, and their types hold', async () => {
  assert.equal(await faultsOf(runProgram, '```ts', "import { worldName } from 'perftwin'", 'const a: string = worldName("a")', '```'), '')
  assert.match(await faultsOf(runProgram, '```js', "import { worldNmae } from 'perftwin'", '```'), /worldNmae/)
  assert.match(await faultsOf(runProgram, '```js', "import { test } from 'node:test'", "test('a', () => { throw new Error('b') })", '```'), /ends with 1/)
  const [right, wrong] = page('```ts', "import { worldName } from 'perftwin'", "worldName('a')", '```', '```ts', "import { worldName } from 'perftwin'", 'worldName(7)', '```')
  const faults = typeFaults([right, wrong], project)
  assert.equal(faults.get(right), undefined)
  assert.match(faults.get(wrong).join(), /number/)
})
