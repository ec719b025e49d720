#!/usr/bin/env node
// verify.mjs FOLDER NODE [PYTHON]: starts a twin, has each client run its suite on a shop and on the same with one page changed, and looks
// at the jobs. Prints what came of each, and counts; exit code 1 if anything is not as it should be.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { sites, world } from './world.mjs'

const [folder, node, python] = process.argv.slice(2)
const [{ accessKey: key }] = world.sauce.teams[0].users
const clients = [
  [node, join(folder, 'webdriver.mjs')],
  [node, join(folder, 'webdriverio.mjs')],
  [node, join(folder, 'selenium.mjs')],
  ...python === undefined ? [] : [[python, join(folder, 'selenium_python.py')]]
]

const file = join(folder, 'world.json')
await writeFile(file, JSON.stringify(world))
const cli = fileURLToPath(new URL('../../dist/bundle/cli.js', import.meta.url))
const twin = spawn(process.execPath, [cli, 'start', '--port', '0', '--json', '--world', file], { stdio: ['ignore', 'pipe', 'inherit'] })
const counts = { suites: 0, steps: 0, problems: 0 }
try {
  const { url } = JSON.parse(await Promise.race([
    once(createInterface(twin.stdout), 'line').then(([line]) => line),
    once(twin, 'exit').then(() => { throw new Error('the twin has not started') })
  ]))
  for (const client of clients) {
    for (const [name, site] of Object.entries(sites)) await check(client, name, site, url)
  }
} finally {
  twin.kill('SIGTERM')
}
console.log(`${counts.suites} suites, ${counts.steps} steps passed, ${counts.problems} problems`)
process.exitCode = counts.problems === 0 && counts.suites > 0 ? 0 : 1

async function check ([command, program], name, site, url) {
  counts.suites += 1
  const { stdout, stderr } = await promisify(execFile)(command, [program, new URL(url).port, key, site], { timeout: 120_000 })
    .catch((error) => ({ stdout: '', stderr: `${error.stderr ?? ''}${error.message}` }))
  const line = stdout.trim().split('\n').at(-1)
  if (!line) return problem(`${program}: ${stderr}`)
  const { client, session, passed, failed, error } = JSON.parse(line)
  counts.steps += passed.length
  const wanted = name === 'healthy' ? null : 'reads the greeting'
  if (failed !== wanted) return problem(`${client}, ${name}: ${failed === null ? 'nothing failed' : `"${failed}" failed: ${error}`}`)
  if (name === 'healthy' && passed.length < 20) return problem(`${client}: ${passed.length} steps only`)
  const headers = { authorization: `Basic ${Buffer.from(`demo:${key}`).toString('base64')}` }
  const ask = async (path) => await (await fetch(url + path, { headers })).json()
  const job = await ask(`/rest/v1/demo/jobs/${session}`)
  const [load] = await ask(`/rest/v1/demo/jobs/${session}/assets/performance.json`)
  const { items } = await ask(`/v2/performance/metrics/${session}/`)
  if (job.status !== 'complete' || job.passed !== (wanted === null)) return problem(`${client}, ${name}: its job is ${job.status}, ${job.passed}`)
  if (load?.url !== `${site}/` || items?.[0]?.page_url !== `${site}/`) return problem(`${client}, ${name}: its load is not measured`)
  console.log(`ok     ${client}, ${name}: ${passed.length} steps${failed === null ? '' : `, then "${failed}" failed`}`)
}

function problem (text) {
  counts.problems += 1
  console.log(`not ok ${text}`)
}
