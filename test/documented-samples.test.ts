import t, { type Test } from 'tap'
import { createApp } from '../src/app.js'
import { openTwin } from '../src/twin.js'
import { bearer } from './asc-helper.js'
import { basic, sample } from './helper.js'

/** Where an answer may differ from its document, and why: the value that is there must match. */
interface Exception { at: string[], why: string, matches: RegExp }

interface Sample {
  /** The document and its heading. */
  title: string
  method?: 'GET' | 'PUT' | 'POST' | 'DELETE'
  path: string
  /** Who asks; the Bearer of a token if it is nobody. */
  user?: string
  body?: unknown
  status?: number
  /** The document's answer in fixtures/vendor; none: an empty body. */
  answer?: string
  except?: Exception[]
  /** The document's list ends in "{...}" where the real one goes on. */
  continues?: (body: any) => { shown: unknown, more: number }
}

const id = /^"[0-9a-f]{32}"$/
const masked = (...at: string[]): Exception[] => at.map((key) => ({ at: ['0', key], why: 'masked in the document', matches: id }))
const milliseconds = 'the twin\'s clock knows milliseconds'
const firstOf = (count: number) => (list: unknown[]) => ({ shown: list.slice(0, count), more: list.length - count })

const update = {
  name: 'Cypress Training Test',
  tags: ['e2e', 'release team', 'other tag', 'training', 'sauce-school'],
  'custom-data': { tcd: 'true', editor: 'nsweeney' }
}
const paypal = '/rest/v1/nancy.sweeney/jobs/bc3d1dbd96fd4479925f2afa8efbc090/assets'
const metrics = '/v2/performance/metrics'
const [newest, before, byJob] = [
  '0308500535c24468a977b250da266b18', 'b6bee25245724ddca6b852a7ec49f155', 'f62eaf7d63c9449eb0424cf7678bf6a9'
]
const values = '?metric_names=speedIndex&order_index=0'
const build = '/v1/builds/43d3a970-273c-4bc9-88ee-aa5c05610ac1'
const diagnosed = '/v1/builds/1a254ec1-8e3d-48e7-bbd6-6b9a30072b29'

const samples: Sample[] = [
  {
    title: 'performance, early draft: the user that its sample request makes (test/sauce-accounts.test.ts makes him)',
    path: '/team-management/v1/users/631dfdc7c20f499e9f9de19680543c35/',
    user: 'jsmith',
    answer: 'sauce-user',
    except: [
      { at: ['created_at'], why: milliseconds, matches: /^"2021-04-06T16:35:02\.047000Z"$/ },
      { at: ['updated_at'], why: milliseconds, matches: /^"2021-04-06T16:35:02\.047000Z"$/ },
      { at: ['teams', '0', 'group'], why: 'elided in the document', matches: /"name":"Doc-Team"/ },
      { at: ['groups'], why: 'elided in the document', matches: /"name":"Doc-Team"/ },
      { at: ['organization'], why: 'elided in the document', matches: /"id":"bed0a8a559404117b3d10d3bfff4c8ab"/ }
    ]
  },
  {
    title: 'jobs: get jobs',
    path: '/rest/v1/jsmith/jobs?from=1616262316&to=1618940716',
    user: 'jsmith',
    answer: 'sauce-jobs-list',
    except: masked('org_id', 'team_id', 'group_id'),
    continues: firstOf(1)
  },
  {
    title: 'jobs: details',
    path: '/rest/v1/jsmith/jobs/eed5eb4999d840f89f67f8b6d60a2da3',
    user: 'jsmith',
    answer: 'sauce-job-details'
  },
  {
    title: 'jobs: update',
    body: update,
    method: 'PUT',
    path: '/rest/v1/walkerlj0/jobs/a2f60bf3ea5f43fa90126f82c0ba2cf6',
    user: 'walkerlj0',
    answer: 'sauce-job-update'
  },
  {
    title: 'jobs: stop',
    method: 'PUT',
    path: '/rest/v1/nancy.sweeney/jobs/ec92ec2e200d40b8a75a4f6c06e2226f/stop',
    user: 'nancy.sweeney',
    answer: 'sauce-job-stop'
  },
  {
    title: 'jobs: delete',
    method: 'DELETE',
    path: '/rest/v1.1/jobs/a521fd8a78c4426fb10ab765ab1f6831',
    user: 'nancy.sweeney',
    status: 204
  },
  {
    title: 'jobs: delete all of a user\'s jobs',
    method: 'DELETE',
    path: '/rest/v1.1/nancy.sweeney/jobs',
    user: 'nancy.sweeney',
    status: 204
  },
  { title: 'jobs: list assets', path: paypal, user: 'nancy.sweeney', answer: 'sauce-assets-list' },
  {
    title: 'jobs: an asset file',
    path: `${paypal}/performance.json`,
    user: 'nancy.sweeney',
    answer: 'sauce-asset-performance'
  },
  { title: 'jobs: delete assets', method: 'DELETE', path: paypal, user: 'nancy.sweeney', answer: 'sauce-assets-delete' },
  {
    title: 'jobs: get builds',
    path: '/rest/v1/jsmith/builds',
    user: 'jsmith',
    answer: 'sauce-builds-list',
    except: masked('org_id', 'team_id', 'group_id'),
    continues: firstOf(1)
  },
  {
    title: 'metrics of a build',
    path: `${build}/perfPowerMetrics?filter[deviceType]=all_ipads&filter[metricType]=ANIMATION&filter[platform]=iOS`,
    answer: 'asc-build-metrics'
  },
  {
    title: 'metrics of an app',
    path: '/v1/apps/161309721/perfPowerMetrics?filter[deviceType]=all_iphones&filter[metricType]=LAUNCH&filter[platform]=iOS',
    answer: 'asc-app-metrics'
  },
  {
    title: 'signatures of a build',
    path: `${diagnosed}/diagnosticSignatures?filter[diagnosticType]=DISK_WRITES&limit=2`,
    answer: 'asc-diagnostic-signatures',
    continues: ({ data, meta: { paging } }) =>
      ({ shown: { data, meta: { paging: { total: paging.total, limit: paging.limit } } }, more: paging.total - 2 })
  },
  {
    title: 'logs of a signature',
    path: '/v1/diagnosticSignatures/012a219872fe2aa3ca056df08dc9161007a26879a1c1475ca2e2712f7d0aefd7b4/logs',
    answer: 'asc-diagnostic-logs'
  },
  {
    title: 'performance: the list',
    path: `${metrics}/?metric_names=speedIndex&start_date=2021-04-15T01:23:27Z&page_url=https://saucelabs.com`,
    user: 'jim.smith',
    answer: 'sauce-performance-list'
  },
  {
    title: 'performance: one job',
    path: `${metrics}/${byJob}/`,
    user: 'jim.smith',
    answer: 'sauce-performance-by-job',
    // The sample leaves out what its links are.
    continues: ({ items: [{ links, ...item }] }) => ({ shown: { items: [item] }, more: Object.keys(links).length })
  },
  {
    title: 'performance: assert',
    path: `${metrics}/${newest}/assert/${values}`,
    user: 'jim.smith',
    answer: 'sauce-performance-assert'
  },
  {
    title: 'performance: baseline, whose document leaves values out between the second and the last',
    path: `${metrics}/${newest}/baseline/${values}`,
    user: 'jim.smith',
    answer: 'sauce-performance-baseline',
    continues: ({ speedIndex: { values: all, ...limits } }) =>
      ({ shown: { speedIndex: { ...limits, values: [all[0], all[1], all.at(-1)] } }, more: all.length - 3 })
  },
  {
    title: 'performance: has the baseline been reset',
    path: `${metrics}/${newest}/baseline/reset/`,
    user: 'jim.smith',
    answer: 'sauce-performance-reset'
  },
  {
    title: 'performance: reset the baseline',
    method: 'POST',
    path: `${metrics}/${newest}/baseline/reset/`,
    user: 'jim.smith',
    status: 201
  },
  {
    title: 'performance: discarded',
    path: `${metrics}/${newest}/discarded/?order_index=0`,
    user: 'jim.smith',
    answer: 'sauce-performance-discarded'
  },
  {
    title: 'performance: discard',
    method: 'POST',
    path: `${metrics}/${newest}/discarded/?order_index=0`,
    user: 'jim.smith',
    status: 201
  },
  {
    title: 'performance: history, whose document leaves out the metrics of the second item',
    path: `${metrics}/${before}/history/?order_index=0&limit=2`,
    user: 'jim.smith',
    answer: 'sauce-performance-history',
    continues: ({ items: [first, { metric_data: data, ...second }] }) =>
      ({ shown: { items: [first, second] }, more: Object.keys(data).length })
  },
  {
    title: 'performance: regimes',
    path: `${metrics}/${before}/regimes/?order_index=0&metric_names=speedIndex,domContentLoaded,lastVisualChange`,
    user: 'jim.smith',
    answer: 'sauce-performance-regimes'
  },
  {
    title: 'performance: acknowledge a regime',
    method: 'POST',
    path: `${metrics}/${before}/regimes/acknowledge/?order_index=0`,
    user: 'jim.smith',
    status: 201
  }
]

/** As `perftwin start --world docs` makes it: nothing is chosen but the world. */
const opened = await openTwin({ world: 'docs' })
const app = await createApp(opened, { strict: true })
t.teardown(async () => { await app.close() })

const headersOf = ({ user, body }: Sample): Record<string, string> => ({
  ...(user === undefined ? bearer : { authorization: basic(user) }),
  ...(body === undefined ? {} : { 'content-type': 'application/json' })
})

async function ask (of: Sample): Promise<{ status: number, text: string }> {
  const { method = 'GET', path: url, body } = of
  const payload = body === undefined ? {} : { payload: JSON.stringify(body) }
  const { statusCode, body: text } = await app.inject({ method, url, headers: headersOf(of), ...payload })
  return { status: statusCode, text: text.replaceAll('http://localhost:80', 'https://api.appstoreconnect.apple.com') }
}

/** Puts what the document says in place of what may differ, once that is what it should be. */
function except (t: Test, answer: any, document: any, { at, why, matches }: Exception): void {
  const key = at.at(-1)!
  const parent = (of: any): any => at.slice(0, -1).reduce((inner, step) => inner[step], of)
  t.match(JSON.stringify(parent(answer)[key]), matches, `${at.join('.')}: ${why}`)
  parent(answer)[key] = parent(document)[key]
}

for (const of of samples) {
  t.test(of.title, async (t) => {
    await opened.worlds.default.reset()
    const { status, text } = await ask(of)
    t.equal(status, of.status ?? 200)
    if (of.answer === undefined) return t.equal(text, '')
    const document = await sample(of.answer)
    let answer = JSON.parse(text)
    if (of.continues !== undefined) {
      const { shown, more } = of.continues(answer)
      t.ok(more > 0, 'it goes on')
      answer = shown
    }
    for (const each of of.except ?? []) except(t, answer, document, each)
    t.equal(JSON.stringify(answer, null, 2), JSON.stringify(document, null, 2), 'key by key, in the document\'s order')
  })
}
