// The documentation page beyond loopback, as a browser meets it: on a real port, with the token asked for.
import t from 'tap'
import { listeningTwin } from './helper.js'

const json = { 'content-type': 'application/json' }

t.test('the page takes the control token once and executes with it', async (t) => {
  const { url, port } = await listeningTwin(t, { host: '0.0.0.0', controlToken: 'secret' })
  const login = async (token: string, base = ''): Promise<Response> =>
    await fetch(`${url}${base}/_perftwin/session`, { method: 'POST', headers: json, body: JSON.stringify({ token }) })

  t.test('a shell is shown to everybody, documents are not', async (t) => {
    for (const path of ['/_perftwin/docs', '/_perftwin/docs/', '/_perftwin/docs/static/index.html', '/w/x/_perftwin/docs']) {
      const page = await fetch(`${url}${path}`)
      t.equal(page.status, 200, path)
      t.match(page.url, /\/_perftwin\/docs\/$/, 'it has one address in its world')
      t.match(await page.text(), 'static/theme/session.js')
      const policy = page.headers.get('content-security-policy') ?? ''
      t.match(policy, "default-src 'self'")
      t.notMatch(policy, /script-src|unsafe-eval/)
    }
    t.match((await fetch(`${url}/w/x/_perftwin/docs`)).url, `${url}/w/x/_perftwin/docs/`)
    t.match(await (await fetch(`${url}/_perftwin/docs/static/theme/session.js`)).text(), /#token=|'token'/)
    t.equal((await fetch(`${url}/_perftwin/openapi/control.json`)).status, 401)
  })

  t.test('a wrong token gives nothing', async (t) => {
    const refused = await login('wrong')
    t.equal(refused.status, 401)
    t.equal(refused.headers.get('set-cookie'), null)
  })

  t.test('the cookie opens the control plane to pages of the twin, and to no others', async (t) => {
    const given = await login('secret')
    t.equal(given.status, 204)
    const [set = '', others = ''] = given.headers.getSetCookie()
    t.match(set, new RegExp(`^perftwin-session-${port}=[\\w-]{43}; Path=/_perftwin; HttpOnly; SameSite=Strict$`))
    t.equal(others, set.replace('/_perftwin', '/w/'), 'and for all other worlds')
    t.notMatch(set, 'secret')
    t.strictSame((await login('secret', '/w/x')).headers.getSetCookie(), [set, others], 'once for all worlds')
    const cookie = `other=1; ${set.slice(0, set.indexOf(';'))}`
    const status = async (method: string, path: string, headers: Record<string, string> = {}): Promise<number> =>
      (await fetch(`${url}${path}`, { method, headers: { cookie, ...headers } })).status
    const own = { origin: url }
    const info = '/_perftwin/info'
    // Executed as the page executes: from the server that the document names, seen from the document.
    const document = `${url}/w/x/_perftwin/openapi/control.json`
    const { servers, paths } = await (await fetch(document, { headers: { cookie } })).json() as any
    t.ok(paths[info])
    const target = new URL(`.${info}`, new URL(`${servers[0].url}/`, document))
    t.equal(target.pathname, '/w/x/_perftwin/info')
    t.match(await (await fetch(target, { headers: { cookie } })).json(), { world: 'x' })
    const { servers: [sauce] } = await (await fetch(`${url}/_perftwin/openapi/sauce.json`, { headers: { cookie } })).json() as any
    t.equal(new URL('./rest', new URL(`${sauce.url}/`, `${url}/_perftwin/openapi/sauce.json`)).pathname, '/rest')

    t.equal(await status('POST', '/_perftwin/reset', own), 200)
    t.equal(await status('POST', '/_perftwin/reset', { ...own, 'sec-fetch-site': 'same-origin' }), 200)
    t.equal(await status('GET', info, { referer: `${url}/_perftwin/docs/` }), 200)
    t.equal(await status('POST', '/_perftwin/reset'), 401, 'nothing says that the page is the twin\'s')
    t.equal(await status('POST', '/_perftwin/reset', { origin: 'http://127.0.0.1:1' }), 403, 'another port')
    for (const site of ['same-site', 'cross-site']) {
      t.ok([401, 403].includes(await status('GET', info, { 'sec-fetch-site': site })), site)
      t.ok([401, 403].includes(await status('POST', '/_perftwin/reset', { 'sec-fetch-site': site })), site)
    }
    t.equal(await status('GET', info, { referer: 'http://127.0.0.1:1/' }), 401)
    t.equal(await status('GET', info, { cookie: `perftwin-session-${port}=${'x'.repeat(43)}` }), 401, 'a cookie that was made up')
    t.equal(await status('GET', info, { cookie: cookie.replace(String(port), '1') }), 401, 'the cookie of another port')
    const ended = await fetch(`${url}/_perftwin/session`, { method: 'DELETE', headers: { cookie, ...own } })
    const gone = ended.headers.getSetCookie()
    t.equal(gone.length, 2)
    for (const each of gone) t.match(each, new RegExp(`^perftwin-session-${port}=; .*Max-Age=0$`))
  })
})
