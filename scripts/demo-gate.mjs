#!/usr/bin/env node
// Whether a release gate on the demo would have failed: for every seed asked for (node scripts/demo-gate.mjs 1-20), every release
// that slows a page must be flagged by `assert` within six runs, with at least one of seven metrics, in at least one test that felt
// it, everything before it acknowledged. Needs a build. Prints a line for each release; exit code 1 if one is missed.
import { createTwin } from '../dist/index.js'

const metrics = [
  'score', 'speedIndex', 'largestContentfulPaint', 'firstContentfulPaint', 'load', 'totalBlockingTime', 'firstInteractive'
]
const runsToNotice = 6

const [from = 1, to = from] = (process.argv[2] ?? '1-20').split('-').map(Number)
let missed = 0
for (let seed = from; seed <= to; seed++) {
  for (const [version, noticed] of await noticedIn(seed)) {
    if (noticed.length === 0) missed++
    console.log(`seed ${seed}, ${version}: ${noticed.join('; ') || 'MISSED'}`)
  }
}
console.log(`${missed} missed`)
process.exitCode = missed === 0 ? 0 : 1

/** By release, where it was noticed. */
async function noticedIn (seed) {
  const twin = await createTwin({ world: 'demo', seed, auth: 'off' })
  const found = new Map()
  const { series } = await twin.truth()
  for (const { owner, name, orderIndex, changePoints } of series) {
    const jobs = await jobsOf(twin.url, owner, name)
    for (const { jobId, releases, effect } of changePoints) {
      const version = releases.map((release) => `${release.train} ${release.version}`).join(' + ')
      const list = found.get(version) ?? []
      found.set(version, list)
      const first = jobs.indexOf(jobId)
      await acknowledge(twin.url, jobs[first - 1], orderIndex)
      const metric = await firstOutlier(twin.url, jobs.slice(first, first + runsToNotice), orderIndex)
      if (metric !== undefined && effect[metric] !== undefined) list.push(`${name} #${orderIndex} by ${metric}`)
    }
  }
  await twin.close()
  return found
}

/** Ids of the jobs of a test, oldest first. */
async function jobsOf (url, owner, name) {
  const jobs = []
  for (let page; page === undefined || page.length === 500;) {
    page = await (await fetch(`${url}/rest/v1/${owner}/jobs?full=true&limit=500&skip=${jobs.length}`)).json()
    jobs.push(...page)
  }
  return jobs.filter((job) => job.name === name).map(({ id }) => id).reverse()
}

async function acknowledge (url, job, orderIndex) {
  await fetch(`${url}/v2/performance/metrics/${job}/regimes/acknowledge/?order_index=${orderIndex}`, { method: 'POST' })
}

/** The first metric that is out of line in one of the jobs. */
async function firstOutlier (url, jobs, orderIndex) {
  const names = metrics.map((name) => `metric_names=${name}`).join('&')
  for (const job of jobs) {
    const reply = await fetch(`${url}/v2/performance/metrics/${job}/assert/?order_index=${orderIndex}&${names}`)
    const verdicts = reply.ok ? await reply.json() : {}
    const metric = metrics.find((name) => verdicts[name]?.outlier.status === true)
    if (metric !== undefined) return metric
  }
  return undefined
}
