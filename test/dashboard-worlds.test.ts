import t from 'tap'
import { differenceSaid, nounOf, summary } from '../src/dashboard/page/views/worlds/diff-words.js'
import { beginnings, freeName, isBeginning, isGrown, requestOf, type Filled } from '../src/dashboard/page/views/worlds/new-world.js'
import { factNames } from '../src/facts/facts.js'
import { twin } from './helper.js'

const filled: Filled = { name: 'w', beginning: 'fork', from: 'default', snapshot: '', seed: '', now: '', file: '' }

t.test('what is filled in becomes a world, however it begins', async (t) => {
  const { get, send } = await twin(t)
  await send('POST', '/_perftwin/jobs', { name: 'a' })
  await send('POST', '/_perftwin/snapshots', { name: 'clean' })
  await send('POST', '/_perftwin/jobs', { name: 'b' })
  const file = JSON.stringify({ name: 'mine', sauce: { teams: [{ name: 'T', users: [{ username: 'u', accessKey: 'k' }] }] } })
  const made: Record<string, any> = {}
  for (const { id } of beginnings) {
    const asked = requestOf({ ...filled, name: `w-${id}`, beginning: id, snapshot: 'clean', file, seed: isGrown(id) ? '7' : '' }, 'default')
    const { status, body } = await send('POST', '/_perftwin/worlds', asked)
    t.equal(status, 201, id)
    made[id] = body
  }
  const { body: { worlds } } = await get('/_perftwin/worlds')
  const changes = worlds.find(({ name }: any) => name === 'default').changes
  t.equal(made['fork'].changes, changes, 'as it is now')
  t.ok(made['snapshot'].changes < changes, 'as it was')
  t.match([made['demo'], made['docs'], made['empty'], made['file']].map(({ worldFile, seed }) => [worldFile, seed]),
    [['demo', 7], ['docs', 7], ['empty', 7], ['mine', 7]])
  t.strictSame([made['start'].changes, made['start'].seed], [0, 7])
  t.equal(requestOf({ ...filled, beginning: 'empty', now: '2026-01-01T00:00:00Z' }, 'default').now, '2026-01-01T00:00:00Z')
  t.throws(() => requestOf({ ...filled, beginning: 'file', file: '{' }, 'default'), { message: /^The world file is no JSON: / })
  t.strictSame([isBeginning('fork'), isBeginning('other')], [true, false])
})

t.test('a free name is found', async (t) => {
  t.equal(freeName('test', []), 'test')
  t.equal(freeName('test', ['test', 'test-2']), 'test-3')
})

t.test('a difference is told in sentences', async (t) => {
  const { get, send } = await twin(t)
  const { body: { id } } = await send('POST', '/_perftwin/jobs', { name: 'a' })
  await send('POST', '/_perftwin/snapshots', { name: 'one' })
  t.strictSame(summary((await get('/_perftwin/diff?from=one&to=now')).body.differences), [])
  await send('PUT', `/rest/v1/demo/jobs/${id}`, { name: 'b', tags: ['x'] })
  const { body: { id: second } } = await send('POST', '/_perftwin/jobs', { name: 'c' })
  const { body: { id: third } } = await send('POST', '/_perftwin/jobs', { name: 'd' })
  const { body: { differences } } = await get('/_perftwin/diff?from=one&to=now')
  const jobs = differences.filter(({ collection }: any) => collection === 'jobs')
  const changed = jobs.find(({ key }: any) => key === id)
  t.ok(summary(differences).includes('2 jobs added'))
  t.ok(summary(differences).includes(`1 job changed (${changed.fields.join(', ')})`))
  const said = jobs.map(differenceSaid)
  for (const key of [second, third]) t.ok(said.includes(`job ${key} added`))
  t.ok(said.includes(`job ${id}: changed ${changed.fields.join(', ')}`))
  const back = (await get('/_perftwin/diff?from=now&to=one')).body.differences
  t.ok(summary(back).includes('2 jobs gone'))
})

t.test('every kind of record has a name, for one and for several', async (t) => {
  for (const name of factNames) {
    const [one, several] = [nounOf(name, 1), nounOf(name, 2)]
    t.match(several, /^[A-Za-z ]+$/, name)
    t.not(one, several, name)
    t.notMatch(one, /[a-z][A-Z]/, 'words stand apart')
  }
})
