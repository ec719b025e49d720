import { createSign, createHmac, type KeyObject } from 'node:crypto'
import t from 'tap'
import { createKey } from '../src/app-store-connect/keys.js'
import { inScope, mayLiveLong } from '../src/app-store-connect/auth/scope.js'
import { hour, minute } from '../src/kernel/durations.js'
import { bearer, keyPair, options, storeWorld } from './asc-helper.js'
import { twin } from './helper.js'

const issuer = '57246542-96fe-1a63-e053-0824d011072a'
const team = keyPair('2X9R4HXF34', issuer)
const person = keyPair('9PERSON234', null)
const finance = keyPair('FINANCE234', issuer, 'FINANCE')
const stranger = keyPair('2X9R4HXF34', issuer)
const strict = async (t: any) => {
  const world = await storeWorld({ keys: [team.spec, person.spec, finance.spec] })
  return await twin(t, options(world, { auth: 'strict' }))
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
interface TokenParts { claims?: Record<string, unknown>, header?: Record<string, unknown>, key?: KeyObject, der?: boolean }

const audience = 'appstoreconnect-v1'

/** The parts of a token that are signed. */
const toSign = (header: object, claims: object): string =>
  `${encode({ kid: '2X9R4HXF34', typ: 'JWT', ...header })}.${encode({ iss: issuer, aud: audience, ...claims })}`

/** A token as a careful client makes it, but for what the test changes; undefined leaves a claim out. */
function token ({ claims = {}, header = {}, key = team.privateKey, der = false }: TokenParts = {}): Record<string, string> {
  const now = Math.floor(Date.now() / 1000)
  const signed = toSign({ alg: 'ES256', ...header }, { iat: now, exp: now + 600, ...claims })
  const signature = createSign('sha256').update(signed).sign({ key, dsaEncoding: der ? 'der' : 'ieee-p1363' })
  return { authorization: `Bearer ${signed}.${signature.toString('base64url')}` }
}

t.test('tokens are judged as documented', async (t) => {
  const { get } = await strict(t)
  const now = Math.floor(Date.now() / 1000)
  const status = async (headers: Record<string, string>, path = '/v1/apps'): Promise<number> => (await get(path, headers)).status
  const month = now + 30 * 24 * 3600
  const metrics = '/v1/apps/6443000001/perfPowerMetrics'
  const ordered = token({ claims: { scope: ['GET /v1/apps?filter[name]=A&filter[sku]=B'] } })
  const good: Array<[string, Record<string, string>, string?]> = [
    ['a good token', token()],
    ['20 minutes', token({ claims: { exp: now + 1200 } })],
    ['nbf now', token({ claims: { nbf: now } })],
    ['nbf by a clock that is a little ahead', token({ claims: { nbf: now + 5 } })],
    ['no iat', token({ claims: { iat: undefined } })],
    ['no iat, 20 minutes', token({ claims: { iat: undefined, exp: now + 1200 } })],
    ['fastlane: issued a minute back, 20 minutes from now', token({ claims: { iat: now - 60, exp: now + 1200 } })],
    ['no typ', token({ header: { typ: undefined } })],
    ['audience in a list', token({ claims: { aud: ['appstoreconnect-v1'] } })],
    ['an individual key', token({ header: { kid: '9PERSON234' }, key: person.privateKey, claims: { iss: undefined, sub: 'user' } })],
    ['a scope that names the request', token({ claims: { scope: ['GET /v1/apps'] } })],
    ['a scope with its parameters in another order', ordered, '/v1/apps?filter%5Bsku%5D=B&limit=3&filter[name]=A&sort=name'],
    ['a long scoped token on the right path', token({ claims: { exp: month, scope: [`GET ${metrics}`] } }), metrics]
  ]
  for (const [name, headers, path] of good) t.equal(await status(headers, path), 200, name)

  const unsigned = toSign({ alg: 'none' }, { exp: now + 600 })
  const promoted = `.${encode({ iss: issuer, exp: now + 600, aud: audience, admin: true })}.`
  const ofMetrics = token({ claims: { exp: month, scope: [`GET ${metrics}`] } })
  const bad: Array<[string, Record<string, string>, string?]> = [
    ['no token', { authorization: '' }],
    ['Basic credentials', { authorization: 'Basic ZGVtbzphbnk=' }],
    ['not a token', bearer],
    ['expired', token({ claims: { iat: now - 1200, exp: now - 1 } })],
    ['21 minutes', token({ claims: { exp: now + 1260 } })],
    ['21 minutes without iat', token({ claims: { iat: undefined, exp: now + 1260 } })],
    ['wrong audience', token({ claims: { aud: 'appstoreconnect-v2' } })],
    ['no audience', token({ claims: { aud: undefined } })],
    ['no exp', token({ claims: { exp: undefined } })],
    ['exp as text', token({ claims: { exp: String(now + 600) } })],
    ['issued in the future', token({ claims: { iat: now + 120 } })],
    ['not good yet', token({ claims: { nbf: now + 120 } })],
    ['not good yet, without iat', token({ claims: { iat: undefined, nbf: now + 120 } })],
    ['nbf as text', token({ claims: { nbf: String(now) } })],
    ['another key', token({ key: stranger.privateKey })],
    ['an unknown kid', token({ header: { kid: 'UNKNOWN234' } })],
    ['no kid', token({ header: { kid: undefined } })],
    ['another issuer', token({ claims: { iss: '00000000-0000-4000-8000-000000000000' } })],
    ['a team key with sub', token({ claims: { sub: 'user' } })],
    ['an individual key with iss', token({ header: { kid: '9PERSON234' }, key: person.privateKey, claims: { sub: 'user' } })],
    ['an individual key without sub', token({ header: { kid: '9PERSON234' }, key: person.privateKey, claims: { iss: undefined } })],
    ['a DER signature', token({ der: true })],
    ['alg none', { authorization: `Bearer ${unsigned}.` }],
    ['HS256 with the public key', hs256(now)],
    ['a tampered payload', { authorization: token().authorization!.replace(/\.[^.]+\./, promoted) }],
    ['a scope that names another request', token({ claims: { scope: ['GET /v1/builds'] } })],
    ['a scope without the parameters', token({ claims: { scope: ['GET /v1/apps'] } }), '/v1/apps?filter[name]=A'],
    ['a scope that is no list', token({ claims: { scope: 'GET /v1/apps' } })],
    ['a long token without scope', token({ claims: { exp: month } }), metrics],
    ['a long scoped token on a path of another family', token({ claims: { exp: month, scope: ['GET /v1/apps'] } })],
    ['a long scoped token on another app', ofMetrics, '/v1/apps/6443000002/perfPowerMetrics'],
    ['a long token that may also write', token({ claims: { exp: month, scope: [`GET ${metrics}`, 'POST /v1/apps'] } }), metrics],
    ['seven months', token({ claims: { exp: now + 214 * 24 * 3600, scope: [`GET ${metrics}`] } }), metrics]
  ]
  for (const [name, headers, path] of bad) {
    const answer = await get(path ?? '/v1/apps', headers)
    t.equal(answer.status, 401, name)
    t.match(answer.body.errors[0], { status: '401', code: 'NOT_AUTHORIZED', title: 'Authentication credentials are missing or invalid.' })
    t.notOk('id' in answer.body.errors[0], 'a 401 has no id')
    t.equal(answer.headers['www-authenticate'], 'Bearer', name)
  }
})

t.test('the scheme may be written in any case', async (t) => {
  const { get } = await strict(t)
  const { authorization } = token()
  for (const scheme of ['Bearer', 'bearer', 'BEARER', 'bEARER']) {
    t.equal((await get('/v1/apps', { authorization: authorization!.replace('Bearer', scheme) })).status, 200, scheme)
  }
  const any = await twin(t, options(await storeWorld()))
  t.equal((await any.get('/v1/apps', { authorization: 'bearer x' })).status, 200)
})

t.test('every 401 names the scheme that is wanted', async (t) => {
  const { get, send } = await strict(t)
  t.equal((await get('/v1/nothing')).headers['www-authenticate'], 'Bearer', 'a path that is not there')
  t.equal((await get('/v1/apps', { ...token(), prefer: 'code=401' })).headers['www-authenticate'], 'Bearer', 'one that was asked for')
  t.match((await get('/rest/v1/demo/jobs', { prefer: 'code=401' })).headers['www-authenticate'], /^Basic realm=/)
  t.equal((await send('POST', '/_perftwin/faults', { effect: { status: 401 } })).status, 201)
  t.equal((await get('/v1/apps', token())).headers['www-authenticate'], 'Bearer', 'a fault')
  t.match((await get('/rest/v1/demo/jobs')).headers['www-authenticate'], /^Basic realm=/, 'a fault')
})

function hs256 (now: number): Record<string, string> {
  const signed = toSign({ alg: 'HS256' }, { exp: now + 600 })
  return { authorization: `Bearer ${signed}.${createHmac('sha256', team.spec.publicKey).update(signed).digest('base64url')}` }
}

t.test('a role that is too low is forbidden', async (t) => {
  const { get } = await strict(t)
  const headers = token({ header: { kid: 'FINANCE234' }, key: finance.privateKey })
  t.equal((await get('/v1/apps', headers)).status, 200)
  for (const path of ['/v1/builds', '/v1/apps/6443000001/perfPowerMetrics']) {
    const detail = 'The API key in use does not allow this request'
    t.match(await get(path, headers), { status: 403, body: { errors: [{ code: 'FORBIDDEN_ERROR', detail }] } }, path)
  }
})

t.test('tokens are held against real time plus what the world\'s clock was moved on', async (t) => {
  const { get, twin: { worlds } } = await strict(t)
  const headers = token()
  t.equal((await get('/v1/apps', headers)).status, 200, 'though the world stands still in another year')
  worlds.default.clock.advance(11 * minute)
  t.equal((await get('/v1/apps', headers)).status, 401, 'expired with the world')
  worlds.default.clock.advance(-11 * minute)
  t.equal((await get('/v1/apps', headers)).status, 200)
  worlds.default.facts.apiKeys.delete('2X9R4HXF34')
  t.equal((await get('/v1/apps', headers)).status, 401, 'a key that was taken away')
  worlds.default.reset()
  t.equal((await get('/v1/apps', headers)).status, 200)
})

t.test('a key may be a JWK', async (t) => {
  const jwk = (await import('node:crypto')).createPublicKey(team.spec.publicKey).export({ format: 'jwk' })
  const { get } = await twin(t, options(await storeWorld({ keys: [{ ...team.spec, publicKey: jwk }] }), { auth: 'strict' }))
  t.equal((await get('/v1/apps', token())).status, 200)
})

t.test('without strict checks any bearer token does, or none at all', async (t) => {
  const any = await twin(t, options(await storeWorld()))
  t.equal((await any.get('/v1/apps', bearer)).status, 200)
  t.equal((await any.get('/v1/apps', { authorization: 'Basic eDp5' })).status, 401)
  t.equal((await any.get('/v1/apps', { authorization: 'Bearer ' })).status, 401)
  const off = await twin(t, options(await storeWorld(), { auth: 'off' }))
  t.equal((await off.get('/v1/apps', { authorization: '' })).status, 200)
})

t.test('every answer tells its request id and what is left of the hour', async (t) => {
  const world = await storeWorld({ keys: [team.spec, finance.spec] })
  const { get, twin: { worlds } } = await twin(t, options(world, { auth: 'strict', rateLimits: 'asc' }))
  const seen = new Set<string>()
  for (let left = 3599; left > 3595; left--) {
    const { headers } = await get('/v1/apps', token())
    t.equal(headers['x-rate-limit'], `user-hour-lim:3600;user-hour-rem:${left};`)
    t.match(headers['x-request-id'], /^[A-Z2-7]{26}\.0\.0$/)
    seen.add(String(headers['x-request-id']))
  }
  t.equal(seen.size, 4)
  t.match((await get('/v1/apps/1', token())).headers, { 'x-rate-limit': /rem:3595;$/ }, 'refusals count too')
  const other = token({ header: { kid: 'FINANCE234' }, key: finance.privateKey })
  t.match((await get('/v1/apps', other)).headers, { 'x-rate-limit': /rem:3599;$/ }, 'each key has an hour of its own')
  worlds.default.clock.advance(hour)
  t.match((await get('/v1/apps', bearer)).headers, { 'x-rate-limit': /rem:3600;$/ }, 'a refused token takes nothing')
})

t.test('scopes compare paths and parameters', async (t) => {
  t.ok(inScope(['GET /v1/apps'], 'HEAD', '/v1/apps/?limit=3'))
  t.notOk(inScope(['POST /v1/apps', 'nonsense'], 'GET', '/v1/apps'))
  t.notOk(inScope(['GET /v1/apps'], 'POST', '/v1/apps'))
  t.notOk(inScope([], 'GET', '/v1/apps'))
  t.ok(mayLiveLong(['GET /v1/builds/x/diagnosticSignatures?filter[diagnosticType]=HANGS', 'GET /v1/diagnosticSignatures/y/logs']))
  t.notOk(mayLiveLong([]))
  t.notOk(mayLiveLong(['GET /v1/builds/x']))
})

t.test('a created key works', async (t) => {
  const { p8, keyId, issuerId, worldFileLine } = createKey()
  t.match(p8, /^-----BEGIN PRIVATE KEY-----/)
  t.match(keyId, /^[A-Z0-9]{10}$/)
  const { get } = await twin(t, options(await storeWorld({ keys: [JSON.parse(worldFileLine)] }), { auth: 'strict' }))
  const key = (await import('node:crypto')).createPrivateKey(p8)
  t.equal((await get('/v1/apps', token({ key, header: { kid: keyId }, claims: { iss: issuerId } }))).status, 200)
  t.not(createKey().keyId, keyId)
})
