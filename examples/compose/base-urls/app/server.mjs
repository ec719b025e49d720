// The application under test: it counts a user's jobs, and gives the newest a tag.
import { createServer } from 'node:http'
import saucelabs from 'saucelabs'

// User and key the SDK reads from the environment. Without `host` it would ask the vendor itself, whatever else is set.
const { default: SauceLabs } = saucelabs
const sauce = new SauceLabs({ host: process.env.APP_SAUCE_URL })
const { SAUCE_USERNAME } = process.env

async function report () {
  const { jobs } = await sauce.listJobs(SAUCE_USERNAME, { limit: 100, full: true })
  const [newest] = jobs
  await sauce.updateJob(SAUCE_USERNAME, newest.id, { tags: ['reported'] })
  return { jobs: jobs.length, newest: newest.id }
}

const server = createServer((request, response) => {
  report().then(
    (found) => { response.end(JSON.stringify(found)) },
    (error) => { response.writeHead(502).end(error.message) })
})
server.listen(3000)
process.once('SIGTERM', () => { process.exit() })
