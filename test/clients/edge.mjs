// Clients as their users write them, with the vendors' own hosts, and nothing but the environment to say where those are:
// node edge.mjs NAME '{"id":"…"}' prints what came of it, as JSON.
import { createRequire } from 'node:module'
import { Readable } from 'node:stream'

const require = createRequire(import.meta.url)
const { SAUCE_USERNAME: user, SAUCE_ACCESS_KEY: key } = process.env

const programs = {
  /** node-saucelabs: the asset hosts of two regions, at which its option `host` does not aim. */
  async downloadJobAsset ({ id, region }) {
    const { default: SauceLabs } = require('saucelabs')
    return await new SauceLabs({ user, key, region }).downloadJobAsset(id, 'log.json')
  },

  async testcomposer () {
    const { TestComposer } = require('@saucelabs/testcomposer')
    const client = new TestComposer({ region: 'eu-central-1', username: user, accessKey: key, headers: { 'User-Agent': 'a-test/1' } })
    const job = await client.createReport({
      name: 'reported',
      startTime: '2026-04-15T11:00:00Z',
      endTime: '2026-04-15T11:01:00Z',
      framework: 'playwright',
      frameworkVersion: '1.50.0',
      passed: true,
      tags: ['edge'],
      browserName: 'chrome',
      browserVersion: '130',
      platformName: 'linux'
    })
    const assets = await client.uploadAssets(job.id, [{ filename: 'console.log', data: Readable.from(['it said so']) }])
    return { job, assets }
  },

  /** The plugin as Cypress calls it, whose own binary would bring a browser: by the events that it asks for. */
  async cypress () {
    const handlers = {}
    const on = (event, handler) => { handlers[event] = handler }
    require('@saucelabs/cypress-plugin').default(on, {}, { region: 'us-west-1', build: 'b1' })
    const spec = { name: 'cart.cy.js', relative: 'cypress/e2e/cart.cy.js', absolute: '/cart.cy.js' }
    handlers['before:run']({ cypressVersion: '13.17.0', browser: { name: 'chrome', version: '130' }, system: { osName: 'linux' } })
    const startedAt = '2026-04-15T11:00:00.000Z'
    await handlers['after:spec'](spec, {
      spec,
      stats: { startedAt, endedAt: '2026-04-15T11:00:05.000Z', duration: 5000, tests: 1, passes: 1, failures: 0, pending: 0, skipped: 0 },
      tests: [{ title: ['cart', 'keeps'], state: 'passed', duration: 5000, attempts: [{ state: 'passed' }], displayError: null }],
      screenshots: [],
      video: null
    })
    handlers['after:run']()
  },

  async sauceBrowsers () {
    return await require('sauce-browsers')([{ name: 'chrome', version: 'latest' }])
  },

  async appStoreConnect ({ privateKey, apiKey, issuerId }) {
    const { api } = await import('node-app-store-connect-api')
    const { readAll } = await api({ issuerId, apiKey, privateKey, automaticRetries: 0 })
    return await readAll('apps?limit=1')
  },

  async refused () {
    const { default: axios } = await import('axios')
    const { status, statusText } = await axios.get('https://registry.example.org/', { validateStatus: () => true })
      .catch((error) => ({ status: error.response?.status, statusText: error.message }))
    return { status, statusText }
  }
}

const [, , name, given = '{}'] = process.argv
const answer = await programs[name](JSON.parse(given))
process.stdout.write(`\n${JSON.stringify(answer ?? null)}\n`)
