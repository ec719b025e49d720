// The vendor's own npm client, unmodified, against a real port. Only its undocumented option `host` points it here.
import SauceLabs from 'saucelabs'
import t from 'tap'
import { listeningTwin } from './helper.js'

type Api = Record<string, (...args: any[]) => Promise<any>>

const client = (url: string, key: string): Api => new ((SauceLabs as any).default ?? SauceLabs)({ user: 'demo', key, host: url }) as Api

t.test('the official SDK works the jobs and builds', async (t) => {
  const { url, key } = await listeningTwin(t, { world: 'demo', auth: 'strict' })
  const api = client(url, key)

  t.test('listJobs, getJob, getJobV1_1, getJobsV1_1', async (t) => {
    const { jobs } = await api.listJobs!('demo', { limit: 3, full: true })
    t.equal(jobs.length, 3)
    const [{ id }] = jobs
    t.strictSame(await api.getJob!('demo', id), jobs[0])
    t.strictSame(await api.getJobV1_1!(id), jobs[0])
    t.strictSame((await api.getJobsV1_1!({ id: [jobs[1].id, id], full: true })).jobs.map((job: any) => job.id), [jobs[1].id, id])
    await t.rejects(api.getJob!('demo', '0'.repeat(32)), /404/)
  })

  t.test('autoOnly with manualOnly fails as recorded', async (t) => {
    await t.rejects(api.listJobs!('demo', { autoOnly: true, manualOnly: true }), /400.*Invalid combination of arguments/s)
  })

  t.test('updateJob and stopJob', async (t) => {
    const [{ id }] = (await api.listJobs!('demo', { name: 'Exploratory checkout test' })).jobs
    const update = { name: 'renamed', passed: true, tags: ['a'], 'custom-data': { k: 'v' } }
    const updated = await api.updateJob!('demo', id, update)
    t.match(updated, { ...update, status: 'in progress', consolidated_status: 'passed' })
    t.match(await api.stopJob!('demo', id, {}), { status: 'complete' })
    t.match(await api.getJob!('demo', id), { name: 'renamed', status: 'complete', consolidated_status: 'passed' })
  })

  t.test('listBuilds, listBuildJobs, listBuildFailedJobs, getBuildV2, getBuildByJobIdV2', async (t) => {
    const builds = await api.listBuilds!('demo', { limit: 2 })
    t.equal(builds.length, 2)
    const [{ id }] = builds
    t.match(await api.getBuildV2!('vdc', id), { id, name: builds[0].name })
    const jobs = await api.listBuildJobs!(id)
    t.ok(jobs.length > 0)
    t.ok(jobs.every((job: any) => job.build === builds[0].name))
    t.match(await api.getBuildByJobIdV2!('vdc', jobs[0].id), { id })
    const all = await api.listBuilds!('storefront.ci', { limit: 50, status: 'failed' })
    t.ok(all.length > 0)
    const failed = await api.listBuildFailedJobs!('storefront.ci', all[0].id, {})
    t.ok(failed.length > 0)
    t.ok(failed.every((job: any) => job.consolidated_status === 'failed' || job.consolidated_status === 'error'))
  })

  t.test('createJob makes a finished job', async (t) => {
    const { ID } = await api.createJob!({
      name: 'made by the SDK',
      browserName: 'Chrome',
      browserVersion: '100',
      platformName: 'Windows 11',
      framework: 'playwright',
      frameworkVersion: '1.50',
      passed: true,
      startTime: '2026-04-15T11:00:00Z',
      endTime: '2026-04-15T11:01:00Z',
      build: 'from the SDK',
      tags: ['x']
    })
    t.match(await api.getJob!('demo', ID), {
      name: 'made by the SDK',
      status: 'complete',
      passed: true,
      build: 'from the SDK',
      automation_backend: 'playwright'
    })
  })

  t.test('createTestRunsV1, getUserConcurrency, listPlatforms, getStatus, listTunnels', async (t) => {
    const run = {
      name: 'a test',
      start_time: '2026-04-15T11:00:00Z',
      end_time: '2026-04-15T11:00:05Z',
      duration: 5,
      platform: 'vdc',
      type: 'web',
      framework: 'playwright',
      status: 'passed',
      browser: 'chrome 100',
      os: 'Windows'
    }
    await api.createTestRunsV1!({ test_runs: [run] })
    const { concurrency } = await api.getUserConcurrency!('demo')
    t.type(concurrency.organization.current.vms, 'number')
    const platforms = await api.listPlatforms!('webdriver')
    t.ok(platforms.length > 10)
    t.match(await api.getStatus!(), { service_operational: true })
    t.strictSame(await api.listTunnels!('demo'), [])
  })

  t.test('the account reads: organization, subaccounts, minutes, messages, activity, last jobs', async (t) => {
    const { count, users } = await api.listUserOrganization!('demo')
    t.equal(users.length, count)
    const subaccounts = await api.getSubaccounts!('demo')
    t.strictSame(subaccounts.map(({ username }: any) => username).sort(), users.filter((name: string) => name !== 'demo'))
    t.match(await api.getUserMinutes!('demo'), { manual: /^\d+$/, automated: /^\d+$/ })
    t.match(await api.getDashboardMessageForUser!('demo'), { status: false, response: {} })
    t.strictSame(Object.keys(await api.getUsersActivity!()), users)
    t.strictSame(Object.keys(await api.usersLastJob!()), users)
  })

  t.test('createResultJob makes a finished job', async (t) => {
    const { id } = await api.createResultJob!({ name: 'by the data store', platform: 'cypress', status: 'passed' })
    t.match(await api.getJob!('demo', id), { name: 'by the data store', automation_backend: 'cypress', consolidated_status: 'passed' })
  })

  t.test('wrong credentials are refused', async (t) => {
    await t.rejects(client(url, 'wrong').listJobs!('demo'), /401/)
  })
})
