#!/usr/bin/env node
// Called by verify-dashboard.sh. Every module of scripts/dashboard exports `checks`, each of which is
//   { name, hash, auth?, viewport?, expects?, page?, run? }
// hash     the address of the view: a string, or an async function of `api`; undefined: `run` opens pages itself
// auth     'strict': only with the twin that wants real keys; else with the other one, and once more looked at with this one
// viewport { width, height }, 1280 × 720 without it
// expects  patterns of console errors that belong to what is checked
// run      async ({ page, api, act, base, go, ready, axe, startTwin, openPage, world, output, pictures, assert }) => {}
// Before `run`, whatever is checked: the page says that it is drawn, looking left nothing in the journal, axe finds nothing serious in light
// and dark. After it: nothing on the console, no violation of the policy, no request to anywhere else.
import { mkdir, mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { launch } from './verify-dashboard/browser.mjs'
import { look, perform } from './verify-dashboard/check.mjs'
import { startTwin } from './verify-dashboard/twin.mjs'

const { values, positionals: wanted } = parseArgs({
  allowPositionals: true,
  options: { output: { type: 'string', default: process.env.DASHBOARD_OUTPUT }, pictures: { type: 'boolean', default: false } }
})
const output = resolve(values.output ?? await mkdtemp(join(tmpdir(), 'verify-dashboard-')))
await mkdir(output, { recursive: true })

const folder = new URL('dashboard/', import.meta.url)
const modules = (await readdir(folder)).filter((file) => file.endsWith('.mjs')).sort()
const all = await Promise.all(modules.map(async (file) => (await import(new URL(file, folder))).checks))
const isWanted = ({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part))
const checks = all.flat().filter(isWanted)

const counts = { passed: 0, failed: 0 }
async function step (name, does) {
  const start = performance.now()
  try {
    await does()
    counts.passed += 1
    console.log(`ok     ${name} (${Math.round(performance.now() - start)} ms)`)
  } catch (error) {
    counts.failed += 1
    console.log(`not ok ${name}\n${String(error.stack ?? error).replace(/^/gm, '         ')}`)
  }
}

const browser = await launch()
const twins = {}
try {
  twins.any = await startTwin(['--auth', 'any'])
  twins.strict = await startTwin(['--auth', 'strict'])
  for (const check of checks) {
    const { name, auth = 'any', hash } = check
    await step(name, async () => { await perform(check, { browser, twin: twins[auth], output, pictures: values.pictures }) })
    if (auth !== 'strict' && hash !== undefined) {
      await step(`${name}, looked at where real keys are wanted`, async () => { await look(check, { browser, twin: twins.strict }) })
    }
  }
} finally {
  await browser.close()
  await Promise.all(Object.values(twins).map(async ({ stop }) => { await stop() }))
}
if (checks.length === 0) counts.failed += 1
console.log(`pictures of the pages: ${output}`)
console.log(`${counts.passed} passed, ${counts.failed} failed`)
process.exitCode = counts.failed === 0 ? 0 : 1
