const token = 'a token of our own'

const ready = async (page) => { await page.waitForSelector('html[data-ready]', { state: 'attached', timeout: 15_000 }) }
const isAsked = async (page) => { await page.getByLabel(/^Control token/).waitFor() }
const refused = /401|Failed to load resource/

/** What the clipboard holds, where a page may not ask: it is pasted. */
async function pasted (page) {
  await page.evaluate(() => {
    const field = document.createElement('textarea')
    field.id = 'pasted'
    document.body.append(field)
    field.focus()
  })
  await page.keyboard.press('Control+V')
  const text = await page.locator('#pasted').inputValue()
  await page.evaluate(() => { document.getElementById('pasted').remove() })
  return text
}

async function login ({ startTwin, openPage, foreignHost, axe, output, assert }) {
  const { port, accounts: [{ username, accessKey }] } = await startTwin(['--host', '0.0.0.0', '--control-token', token])
  const base = `http://${foreignHost}:${port}`
  const { page, troubles } = await openPage()
  const clean = (what) => {
    const others = troubles.splice(0).filter((trouble) => !refused.test(trouble))
    assert.deepEqual(others, [], what)
  }

  // Without a session there is the shell, and nothing of the world.
  await page.goto(`${base}/_perftwin/dashboard/`)
  await isAsked(page)
  assert.equal(await page.evaluate(() => window.isSecureContext), false)
  assert.equal(await page.getByText(accessKey).count(), 0)
  await axe('login, light', page)
  await page.screenshot({ path: `${output}/login.png` })

  // A wrong token is told so, and may be followed by the right one.
  await page.getByLabel(/^Control token/).fill('wrong')
  await page.keyboard.press('Enter')
  await page.getByText('This is not the control token.').waitFor()
  await page.getByLabel(/^Control token/).fill(token)
  await page.keyboard.press('Enter')
  await page.locator('time.large-clock').waitFor()
  await ready(page)
  clean('after a typed token')

  // No other service of the host is told of it.
  const cookies = await page.context().cookies()
  const sorted = cookies.map(({ name, httpOnly, sameSite, path }) => ({ name, httpOnly, sameSite, path })).sort((a, b) => a.path < b.path ? -1 : 1)
  const wanted = { name: `perftwin-session-${port}`, httpOnly: true, sameSite: 'Strict' }
  assert.deepEqual(sorted, [{ ...wanted, path: '/_perftwin' }, { ...wanted, path: '/w/' }])
  assert.equal(await page.evaluate(() => document.cookie), '', 'no script reads it')

  // The session holds for other worlds, for events, and for what is done.
  const json = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  await page.goto(`${base}/w/another/_perftwin/dashboard/`)
  await page.getByText('There is no world “another”.').waitFor()
  await fetch(`http://127.0.0.1:${port}/_perftwin/worlds`, { method: 'POST', headers: json, body: '{"name":"another"}' })
  // It is shown as soon as it is there.
  await page.locator('time.large-clock').waitFor()
  await ready(page)
  const before = await page.locator('time.large-clock').getAttribute('datetime')
  await page.getByRole('button', { name: '+1 h' }).click()
  await page.waitForFunction((old) => document.querySelector('time.large-clock').dateTime !== old, before)
  const rule = { method: 'POST', headers: json, body: '{"effect":{"status":503},"times":3}' }
  await fetch(`http://127.0.0.1:${port}/w/another/_perftwin/faults`, rule)
  await page.locator('a.fault-chip').waitFor()
  clean('in another world')

  // Beyond this machine a browser has no clipboard for scripts.
  await page.getByRole('button', { name: `Key of ${username}` }).click()
  assert.equal(await pasted(page), accessKey)

  // The documentation takes the same session.
  const documents = page.waitForResponse((response) => response.url().endsWith('/openapi/control.json') && response.request().method() === 'HEAD')
  await page.goto(`${base}/_perftwin/docs/`)
  assert.equal((await documents).status(), 200)
  assert.equal(await page.locator('#session').count(), 0, 'it asks for no token')

  // Logged out is logged out, in every tab.
  await page.goto(`${base}/_perftwin/dashboard/`)
  await page.getByRole('button', { name: 'Log out' }).click()
  await isAsked(page)
  assert.deepEqual(await page.context().cookies(), [])
  await page.reload()
  await isAsked(page)
  assert.equal(await page.evaluate(async () => (await fetch('../info')).status), 401)

  // A link has it, and does not keep it.
  const linked = await openPage()
  await linked.page.goto(`${base}/_perftwin/dashboard/#token=${encodeURIComponent(token)}`)
  await linked.page.locator('time.large-clock').waitFor()
  await ready(linked.page)
  assert.equal(linked.page.url(), `${base}/_perftwin/dashboard/`)
  assert.deepEqual(linked.troubles, [])
  const wrong = await openPage()
  await wrong.page.goto(`${base}/_perftwin/dashboard/#token=wrong`)
  await isAsked(wrong.page)
  assert.equal(wrong.page.url(), `${base}/_perftwin/dashboard/`)
}

export const checks = [{ name: 'login beyond this machine', run: login }]
