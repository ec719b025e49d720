import fc from 'fast-check'
import t from 'tap'
import { connectTwin, ControlError, createTwin, worldName } from '../src/index.js'
import { checkName } from '../src/worlds/names.js'
import { testNow } from './helper.js'
import { holds } from './properties.js'

t.test('worldName makes a world\'s name of any text, and another of another text', async (t) => {
  t.equal(worldName('test-17'), 'test-17', 'what is one stays')
  t.match(worldName('a gate › fails on a regression'), /^a-gate-fails-on-a-regression-[0-9a-f]{8}$/)
  t.match(worldName('prüft die Zahlung'), /^pruft-die-Zahlung-[0-9a-f]{8}$/)
  t.match(worldName('支払いを確認する'), /^world-[0-9a-f]{8}$/)
  t.not(worldName('支払い'), worldName('支払う'))
  t.not(worldName('a b'), worldName('a  b'))
  t.equal(worldName('x'.repeat(64)), 'x'.repeat(64))
  holds(fc.property(fc.string({ unit: 'binary' }), (text) => {
    const name = worldName(text)
    checkName(name, 'world', 'name')
    return name === worldName(text)
  }), { numRuns: 500 })
})

t.test('fetch asks the emulated APIs of a world as one who may', async (t) => {
  await using twin = await createTwin({ world: 'demo', now: testNow })
  const jobs = await twin.fetch('/rest/v1/demo/jobs?limit=1')
  t.equal(jobs.status, 200)
  const { id } = (await jobs.json() as [{ id: string }])[0]
  const other = twin.world('other')
  const update = { method: 'PUT', body: '{"name":"mine"}', headers: { 'content-type': 'application/json' } }
  t.equal((await other.fetch(`/rest/v1/demo/jobs/${id}`, update)).status, 200)
  t.match(await (await other.fetch(`/rest/v1/demo/jobs/${id}`)).json(), { name: 'mine' })
  t.notMatch(await (await connectTwin(twin.url).fetch(`/rest/v1/demo/jobs/${id}`)).json(), { name: 'mine' })
  t.equal((await twin.fetch('/v1/apps')).status, 200)
  t.equal((await twin.fetch('/_perftwin/health')).status, 200)
  const wrong = { headers: { authorization: 'Bearer of another vendor' } }
  t.equal((await twin.fetch('/rest/v1/demo/jobs', wrong)).status, 401, 'what is given is not replaced')
  await t.rejects(twin.fetch('rest/v1/demo/jobs'), ControlError)
  await twin.faults.add({ effect: { connection: 'reset' } })
  await t.rejects(twin.fetch('/rest/v1/demo/jobs'), { message: 'fetch failed', cause: { code: 'ECONNRESET' } } as never)
})

t.test('`await using` closes a twin, and deletes a world that was made', async (t) => {
  let url = ''
  {
    await using twin = await createTwin({ world: 'empty' })
    url = twin.url
    {
      await using made = await twin.createWorld({ name: 'for-a-while' })
      t.match((await twin.listWorlds()).map(({ name }) => name), ['default', made.name])
    }
    t.strictSame((await twin.listWorlds()).map(({ name }) => name), ['default'])
  }
  await t.rejects(fetch(url))
})

t.test('whatever makes no sense is a ControlError with a status and a sentence', async (t) => {
  const twin = await createTwin({ world: 'empty' })
  const refused = (status: number, message: RegExp) => ({ name: 'ControlError', status, message }) as never
  await t.rejects(createTwin({ port: 70_000 }), refused(400, /port: "70000" must be a whole number/))
  await t.rejects(createTwin({ world: 'nowhere.json' }), refused(400, /nowhere\.json/))
  await t.rejects(createTwin({ world: { name: 'x', sauces: {} } as never }), refused(400, /sauces/))
  await t.rejects(createTwin({ port: twin.port }), refused(409, new RegExp(String(twin.port))))
  for (const handle of [twin, connectTwin(twin.url)]) {
    t.throws(() => handle.world('a b'), refused(400, /"a b" is no world name/))
    await t.rejects(handle.clock.advance('soon'), refused(400, /soon/))
    await t.rejects(handle.snapshots.restore('none'), refused(404, /none/))
    await t.rejects(handle.faults.add({ effect: { status: 200 } as never }), refused(400, /status/))
    await t.rejects(handle.journal.explain(7), refused(404, /7/))
  }
  await twin.close()
  await twin.close()
  await t.rejects(twin.clock.get(), refused(0, /the twin is closed/))
  await t.rejects(connectTwin(twin.url).clock.get(), refused(0, /no twin answers at/))
})
