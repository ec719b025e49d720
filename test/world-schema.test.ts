/** The schema of world files says of each key what it is, what it is when it is left out, and an example. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { Ajv } from 'ajv'
import t from 'tap'
import { init } from '../src/cli/init.js'
import { validateFiles } from '../src/cli/validate.js'
import { createTwin } from '../src/index.js'
import { packageRoot } from '../src/kernel/root.js'
import { Findings } from '../src/worlds/check/problem.js'
import { checkSchema } from '../src/worlds/check/schema-check.js'
import { nodeOf, type SchemaNode } from '../src/worlds/check/schema-node.js'
import { worldFileSchema } from '../src/worlds/files/exported-schema.js'
import { loadWorldFile } from '../src/worlds/files/load.js'
import { WorldFile } from '../src/worlds/files/world-file.schema.js'
import { twin } from './helper.js'

const run = promisify(execFile)
const folder = mkdtempSync(join(tmpdir(), 'perftwin-schema-'))

interface Key { path: string, node: SchemaNode, isOptional: boolean }

/** All keys of objects, wherever they are. */
function keysOf (node: SchemaNode, path = ''): Key[] {
  const { properties = {}, required = [], items, anyOf = [], additionalProperties } = node
  const own = Object.entries(properties).map(([key, child]) =>
    ({ path: `${path}.${key}`, node: child, isOptional: !required.includes(key) }))
  const below = [
    ...own.map((key) => [key.node, key.path] as const),
    ...(items === undefined ? [] : [items].flat().map((item) => [item, `${path}[]`] as const)),
    ...anyOf.map((branch) => [branch, path] as const),
    ...(typeof additionalProperties === 'object' ? [[additionalProperties, `${path}.*`] as const] : [])
  ]
  return [...own, ...below.flatMap(([child, at]) => keysOf(child, at))]
}

/**
 * What needs no example: a word of a list and a flag say all their values; of an object, and of a list of objects, each
 * key has its own.
 */
const speaksForItself = ({ enum: words, type, properties, items }: SchemaNode): boolean =>
  words !== undefined || type === 'boolean' || properties !== undefined ||
  [items].flat().some((item) => item?.properties !== undefined)

/** In words where it is no constant: derived from the seed, from other keys, or simply nothing. */
const saysWhenLeftOut = (description: string): boolean => /left out|default:/i.test(description)

t.test('every key has a description, a default and an example', (t) => {
  const keys = keysOf(nodeOf(WorldFile))
  t.ok(keys.length > 250, `${keys.length} keys`)
  for (const { path, node, isOptional } of keys) {
    const { description = '', examples = [], properties } = node
    t.match(description, /^[A-Z].*\.$/s, `${path} is described`)
    // That a section is left out means that what is in it is.
    const isSaid = 'usual' in node || saysWhenLeftOut(description) || properties !== undefined
    if (isOptional) t.ok(isSaid, `${path}: what if it is left out?`)
    if (!speaksForItself(node)) t.ok(examples.length > 0, `${path} has an example`)
    for (const example of ['usual' in node ? [node.usual] : [], examples].flat(1)) {
      const find = new Findings()
      checkSchema(find, node, example)
      t.strictSame(find.problems, [], `${path}: ${JSON.stringify(example)} is allowed`)
    }
  }
  t.end()
})

t.test('what is exported says default, has a name that leads to itself, and allows what the loader does', async (t) => {
  const exported = JSON.parse(readFileSync(new URL('fixtures/worlds/world.schema.json', packageRoot), 'utf8'))
  t.strictSame(exported, worldFileSchema(), 'npm run generate')
  t.equal(exported.properties.seed.default, 1)
  t.notMatch(JSON.stringify(exported), /"usual"/)
  t.match(exported, { allowComments: true, allowTrailingCommas: true })
  const ids = JSON.stringify(exported).match(/"\$id":"[^"]*"/g)
  t.strictSame(ids, ['"$id":"world.schema.json"'], 'one name, relative to where it is read')
  const here = new URL('fixtures/worlds/world.schema.json', packageRoot)
  t.equal(new URL(exported.$id, here).href, here.href)
  const valid = new Ajv({ strict: false, validateFormats: false }).compile(exported)
  for (const name of ['demo', 'docs', 'empty']) t.ok(valid((await loadWorldFile(name)).file), name)
  const { get } = await twin(t, { controlToken: 'secret' })
  const served = await get('/_perftwin/world.schema.json')
  t.equal(served.status, 200, 'a running twin serves it, without a token')
  t.strictSame(served.body, exported)
})

t.test('an OpenAPI document tells defaults too, and the server fills none in', async (t) => {
  const control = JSON.parse(readFileSync(new URL('openapi/control.json', packageRoot), 'utf8'))
  const { visibility, created } = control.components.schemas.JobSpec.properties
  t.match({ visibility, created }, { visibility: { default: 'team' }, created: { default: 'now', examples: ['-P1D'] } })
  t.notMatch(JSON.stringify(control), /"usual":/)
  const { send, get, twin: { worlds } } = await twin(t)
  const { body: { id } } = await send('POST', '/_perftwin/jobs', { name: 'x', pages: ['https://www.example.com/'] })
  t.strictSame(worlds.default.facts.jobs.get(id)?.conditions, {}, 'no network, no train and no accidents were asked for')
  t.equal((await get(`/rest/v1/demo/jobs/${id}`)).status, 200)
})

t.test('schema and OpenAPI documents can be imported from the package', async (t) => {
  const script = `
    import world from 'perftwin/world.schema.json' with { type: 'json' }
    import sauce from 'perftwin/openapi/sauce.json' with { type: 'json' }
    import asc from 'perftwin/openapi/app-store-connect.json' with { type: 'json' }
    import control from 'perftwin/openapi/control.json' with { type: 'json' }
    console.log(JSON.stringify([world.title, sauce.openapi, asc.openapi, control.openapi]))`
  const cwd = fileURLToPath(packageRoot)
  const { stdout } = await run(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], { cwd })
  t.strictSame(JSON.parse(stdout), ['perftwin world file', '3.1.0', '3.1.0', '3.1.0'])
  const required = 'console.log(require("perftwin/world.schema.json").title, require.resolve("perftwin/openapi/sauce.json"))'
  t.match((await run(process.execPath, ['-e', required], { cwd })).stdout, /^perftwin world file .*openapi.sauce\.json\n$/)
  const { exports, files } = JSON.parse(readFileSync(new URL('package.json', packageRoot), 'utf8'))
  for (const target of ['./fixtures/worlds/world.schema.json', './openapi/*.json']) {
    t.ok(Object.values(exports).includes(target), target)
    t.ok(files.some((packed: string) => target.startsWith(`./${packed}`)), `${target} is packed`)
  }
})

/** What `init` says, and with which code it ends. */
async function initialise (...rest: string[]): Promise<{ code: number, text: string }> {
  let text = ''
  const out = (said: string): void => { text += said }
  const terminal = {
    env: {}, pid: 1, node: '', colour: false, self: ['node'] as const, out, err: () => {}, ready: () => {}, onSignal: () => {}
  }
  return { code: await init({ options: {}, client: {}, own: {}, rest, after: [], json: false }, terminal), text }
}

t.test('perftwin init writes a commented file that is valid and runs, and overwrites none', async (t) => {
  const file = join(folder, 'mine.jsonc')
  const next = /mine\.jsonc is written.*\n {2}perftwin validate .*mine\.jsonc\n {2}perftwin start --world/
  t.match(await initialise(file), { code: 0, text: next })
  const text = readFileSync(file, 'utf8')
  t.ok((text.match(/^\s*\/\/ /gm) ?? []).length > 8, 'it is commented')
  t.match(await validateFiles([file], false), { valid: true, text: `${file}: valid\n` }, 'without a warning')
  const { url, warnings, close } = await createTwin({ world: file })
  t.strictSame(warnings, [])
  const authorization = `Basic ${btoa('demo:x')}`
  const jobs = await (await fetch(`${url}/rest/v1/demo/jobs?limit=500`, { headers: { authorization } })).json() as unknown[]
  t.ok(jobs.length >= 90, `${jobs.length} jobs`)
  await close()
  writeFileSync(file, 'mine')
  await t.rejects(initialise(file), { message: `cannot write ${file}: it is there already, and is not overwritten` })
  t.equal(readFileSync(file, 'utf8'), 'mine')
  await t.rejects(initialise(join(folder, 'nowhere', 'x.json')), { message: /^cannot write .*ENOENT/ })
  t.match(text, /"\$schema": "http:\/\/127\.0\.0\.1:4010\/_perftwin\/world\.schema\.json"/, 'a package elsewhere: a twin that runs')
  const home = process.cwd()
  process.chdir(folder)
  await initialise().finally(() => { process.chdir(home) })
  t.ok(statSync(join(folder, 'world.jsonc')).isFile(), 'its name where none is given')
})

/** The files of the guide, step by step. */
const steps = [...readFileSync(new URL('docs/world-files.md', packageRoot), 'utf8').matchAll(/^```json\n([^]*?)^```$/gm)]

t.test('each file of the guide is valid and runs, and the last has what it promises', async (t) => {
  t.ok(steps.length >= 7, `${steps.length} steps`)
  let info: any
  for (const [index, [, text = '']] of steps.entries()) {
    const file = join(folder, `step-${index}.json`)
    writeFileSync(file, text)
    t.match(await validateFiles([file], false), { valid: true, text: `${file}: valid\n` }, `step ${index}`)
    const running = await createTwin({ world: file })
    info = await (await fetch(`${running.url}/_perftwin/info`)).json()
    t.strictSame(running.warnings, [])
    t.equal(info.worldFile, 'shop')
    await running.close()
  }
  const last = JSON.parse(steps.at(-1)![1]!)
  t.equal(last.sauce.suites.length, 10)
  t.ok(last.sauce.suites.some(({ regression }: any) => regression !== undefined))
  t.equal(info.counts.appVersions, 5)
})

t.test('what the guide prints of a faulty file is what validate prints', async (t) => {
  const guide = readFileSync(new URL('docs/world-files.md', packageRoot), 'utf8')
  const [, text = '', printed = ''] = /^```jsonc\n([^]*?)^```\n\n```\n\$ perftwin validate shop\.jsonc\n([^]*?)^```$/m.exec(guide) ?? []
  const home = process.cwd()
  process.chdir(folder)
  writeFileSync('shop.jsonc', text)
  const said = await validateFiles(['shop.jsonc'], false).finally(() => { process.chdir(home) })
  t.equal(said.text, printed)
})
