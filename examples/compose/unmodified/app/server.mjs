// The application under test. It knows both vendors by their names, and nothing of a twin.
import { createServer } from 'node:http'

const { SAUCE_USERNAME, SAUCE_ACCESS_KEY, APP_STORE_CONNECT_TOKEN } = process.env

async function asked (url, authorization) {
  const reply = await fetch(url, { headers: { authorization } })
  if (!reply.ok) throw new Error(`${url} answered ${reply.status}`)
  return await reply.json()
}

/** How fast the last measured page load was, and which apps there are. */
async function report () {
  const metrics = 'https://api.us-west-1.saucelabs.com/v2/performance/metrics/?limit=1&metric_names=load'
  const apps = 'https://api.appstoreconnect.apple.com/v1/apps?fields%5Bapps%5D=name'
  const [{ items: [{ job_id: job, metric_data: { load } }] }, { data }] = await Promise.all([
    asked(metrics, `Basic ${btoa(`${SAUCE_USERNAME}:${SAUCE_ACCESS_KEY}`)}`),
    asked(apps, `Bearer ${APP_STORE_CONNECT_TOKEN}`)
  ])
  return { job, load, apps: data.map(({ attributes: { name } }) => name) }
}

const server = createServer((request, response) => {
  report().then(
    (found) => { response.end(JSON.stringify(found)) },
    (error) => { response.writeHead(502).end(`${error.message}: ${error.cause?.message ?? ''}`) })
})
server.listen(3000)
process.once('SIGTERM', () => { process.exit() })
