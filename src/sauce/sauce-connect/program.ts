/**
 * The program that stands in for Sauce Connect: it opens a tunnel of a twin's by the API, says so in the words that
 * launchers of versions 4 and 5 wait for, and closes it when it is told to stop. Nothing passes through it, and it
 * knows nobody but the twin. It runs with Node 20, as a module or as a script.
 */
export const programFor = (twin: string): string => `#!/usr/bin/env node
// Sauce Connect Proxy, emulated by perftwin. It is not Sauce Labs' program: it opens a tunnel in name alone,
// at the twin below, and forwards nothing. Delete this file to get the real one.
const twin = ${JSON.stringify(twin)}

const short = {
  '-u': 'username', '-k': 'access-key', '-i': 'tunnel-name', '-f': 'readyfile', '-d': 'pidfile'
}
const alike = {
  user: 'username', 'api-key': 'access-key', 'tunnel-identifier': 'tunnel-name', 'shared-tunnel': 'shared'
}

function readArguments (args) {
  const found = {}
  for (let i = 0; i < args.length; i++) {
    const [flag, ...rest] = args[i].split('=')
    const name = short[flag] ?? (flag.startsWith('--') ? flag.slice(2) : undefined)
    if (name === undefined) continue
    const next = args[i + 1]
    const follows = rest.length === 0 && next !== undefined && !next.startsWith('-')
    found[alike[name] ?? name] = rest.length > 0 ? rest.join('=') : follows ? args[++i] : 'true'
  }
  return found
}

const wait = (ms) => new Promise((resolve) => { setTimeout(resolve, ms) })

async function main () {
  const args = process.argv.slice(2)
  const isFive = args[0] === 'run'
  const options = readArguments(args)
  const { env } = process
  const user = options.username ?? env.SAUCE_USERNAME ?? ''
  const key = options['access-key'] ?? env.SAUCE_ACCESS_KEY ?? ''
  const authorization = 'Basic ' + Buffer.from(user + ':' + key).toString('base64')
  const tunnels = twin + '/rest/v1/' + encodeURIComponent(user) + '/tunnels'

  async function ask (method, url, body) {
    const headers = { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }
    let reply
    try {
      reply = await fetch(url, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) })
    } catch {
      fail('the twin at ' + twin + ' does not answer. This program was made for it: delete its folder to get another.')
    }
    if (reply.status === 401 || reply.status === 404) fail('Not authorized')
    if (!reply.ok) fail('the twin answered ' + reply.status + ': ' + await reply.text())
    return await reply.json()
  }

  function fail (why) {
    console.log('Error: ' + why)
    process.exit(1)
  }

  if (user === '' || key === '') fail('Not authorized: a user name and an access key are needed')
  console.log('Sauce Connect Proxy, emulated by perftwin at ' + twin + ': nothing passes through this tunnel.')
  const metadata = { hostname: 'perftwin', command: ['sc', ...(isFive ? ['run'] : [])].join(' '), release: 'perftwin' }
  for (const pair of (options.metadata ?? '').split(',').filter(Boolean)) {
    const [name, ...value] = pair.split('=')
    metadata[name] = value.join('=')
  }
  const { id } = await ask('POST', tunnels, {
    tunnel_identifier: options['tunnel-name'] ?? null,
    shared_tunnel: options.shared !== undefined && options.shared !== 'false',
    metadata
  })
  console.log('Tunnel ID: ' + id)
  console.log("Please wait for 'you may start your tests' to start your tests.")

  let isReady = false
  let isClosing = false
  async function close (reason) {
    if (isClosing) return
    isClosing = true
    await ask('DELETE', tunnels + '/' + id + '?reason=' + encodeURIComponent(reason))
    console.log('Goodbye.')
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => { close(signal) })

  if (isFive || options['api-address'] !== undefined) {
    const { createServer } = await import('node:http')
    const [host, port] = (options['api-address'] ?? ':8032').split(/:(?=\\d+$)/)
    const server = createServer((request, response) => {
      response.writeHead(isReady || !request.url.startsWith('/readyz') ? 200 : 503, { 'content-type': 'text/plain' })
      response.end(isReady ? 'OK' : 'not ready')
    })
    server.on('error', (error) => { fail(error.message) })
    server.listen(Number(port), host === '' ? 'localhost' : host)
  }

  while (!isClosing) {
    const { status } = await ask('GET', tunnels + '/' + id)
    if (status === 'terminated' || status === 'halting') {
      console.log('Goodbye.')
      process.exit(0)
    }
    if (status === 'running' && !isReady) {
      isReady = true
      const { writeFileSync } = await import('node:fs')
      if (options.pidfile !== undefined) writeFileSync(options.pidfile, String(process.pid))
      if (options.readyfile !== undefined) writeFileSync(options.readyfile, '')
      console.log('Sauce Connect is up, you may start your tests.')
    }
    await wait(isReady ? 1000 : 250)
  }
}

main()
`
