// A session of the command as it is shipped: the browser, the script engine and its thread are found beside it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import t from 'tap'
import { packageRoot } from '../src/kernel/root.js'

t.test('the shipped command runs a session with a script that reads the page', async (t) => {
  const child = spawn(process.execPath, ['dist/bundle/cli.js', 'start', '--port', '0', '--json'], {
    cwd: packageRoot.pathname, stdio: ['ignore', 'pipe', 'inherit']
  })
  t.teardown(() => { child.kill('SIGKILL') })
  const [line] = await once(createInterface(child.stdout), 'line') as [string]
  const { url } = JSON.parse(line) as { url: string }
  const ask = async (method: string, path: string, body?: object): Promise<any> => {
    const headers = { 'content-type': 'application/json' }
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    const reply = await fetch(`${url}/wd/hub/session${path}`, { method, headers, ...sent })
    const { value } = await reply.json() as { value: unknown }
    return value
  }
  const options = { username: 'demo', accessKey: 'x' }
  const capabilities = { alwaysMatch: { browserName: 'chrome', platformName: 'Windows 10', 'sauce:options': options } }
  const { sessionId } = await ask('POST', '', { capabilities })
  await ask('POST', `/${sessionId}/url`, { url: 'https://shop.example.com/' })
  const title = await ask('GET', `/${sessionId}/title`)
  t.type(title, 'string')
  const script = `const link = document.querySelector('a')
    link.textContent = 'changed'
    return [document.title, document.body.tagName, link instanceof HTMLAnchorElement, document.querySelectorAll('a').length > 1,
      new URL('/a?b=1', location.href).searchParams.get('b'), performance.timing.loadEventEnd > 0]`
  t.strictSame(await ask('POST', `/${sessionId}/execute/sync`, { script, args: [] }), [title, 'BODY', true, true, '1', true])
  const link = await ask('POST', `/${sessionId}/element`, { using: 'css selector', value: 'a' })
  t.equal(await ask('GET', `/${sessionId}/element/${Object.values(link)[0]}/text`), 'changed', 'there is one document')
  t.equal(await ask('DELETE', `/${sessionId}`), null)
  child.kill('SIGTERM')
  const [code] = await once(child, 'exit')
  t.equal(code, 0)
})
