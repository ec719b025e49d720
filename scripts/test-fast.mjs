#!/usr/bin/env node
// Runs the compiled test files with plain node, two at a time: npm run test:fast [-- NAME …], where a NAME is a part of a
// file's name (`npm run test:fast -- asc-metrics`). No coverage; npm test is tap's.
import { spawn } from 'node:child_process'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'

const folder = new URL('../.test/test/', import.meta.url)
const wanted = process.argv.slice(2)
const files = (await readdir(folder))
  .filter((file) => file.endsWith('.test.js'))
  .filter((file) => wanted.length === 0 || wanted.some((name) => file.includes(name)))
if (files.length === 0) {
  console.error(`no test file is called like ${wanted.join(' or ')}`)
  process.exit(1)
}

/** Seconds that each file took when it last ran; beside the compiled tests, which nobody keeps. */
const durations = new URL('../durations.json', folder)
const seconds = JSON.parse(await readFile(durations, 'utf8').catch(() => '{}'))

// What takes longest must not start last. A file that never ran goes before all others, the largest first.
const sizes = await Promise.all(files.map(async (file) => (await stat(new URL(file, folder))).size))
const sizeOf = new Map(files.map((file, index) => [file, sizes[index]]))
const expected = (file) => seconds[file] ?? 1e6 + sizeOf.get(file)
files.sort((a, b) => expected(b) - expected(a))

const total = { passed: 0, failed: 0 }
const workers = Array.from({ length: Math.min(files.length, Math.max(2, availableParallelism())) }, runNext)
await Promise.all(workers)
await writeFile(durations, `${JSON.stringify(seconds, null, 2)}\n`)
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 ? 0 : 1

async function runNext () {
  for (let file = files.shift(); file !== undefined; file = files.shift()) report(file, await run(file))
}

/** Every test file is a program that writes TAP and exits with 0 if all is well. */
async function run (file) {
  const started = performance.now()
  // A file may take as long as tap allows it (package.json); by itself it would give up after 30 s.
  const child = spawn(process.execPath, ['--enable-source-maps', fileURLToPath(new URL(file, folder))], {
    stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TAP_TIMEOUT: '180' }
  })
  let output = ''
  child.stdout.on('data', (data) => { output += data })
  child.stderr.on('data', (data) => { output += data })
  const code = await new Promise((resolve) => { child.on('close', resolve) })
  return { code, output, took: (performance.now() - started) / 1000 }
}

function report (file, { code, output, took }) {
  const { passed, failed } = countAssertions(output)
  seconds[file] = took
  total.passed += passed
  // A file that ends badly without a failed assertion (a crash, a syntax error) has failed all the same.
  total.failed += code === 0 ? failed : Math.max(1, failed)
  console.log(`${code === 0 ? 'ok    ' : 'not ok'} ${file} ${passed} passed, ${failed} failed, ${took.toFixed(1)} s`)
  if (code !== 0) console.log(output.split('\n').filter((line) => !/^\s*(?:ok |1\.\.)/.test(line)).join('\n'))
}

/** Counts the lines of TAP that are assertions: those that close a subtest repeat what was counted inside. */
function countAssertions (output) {
  const count = { passed: 0, failed: 0 }
  const lines = output.split('\n')
  for (const [index, line] of lines.entries()) {
    const [, indent, not] = /^( *)(not )?ok \d+/.exec(line) ?? []
    if (indent === undefined) continue
    const before = lines.slice(Math.max(0, index - 2), index).find((other) => other.startsWith(`${indent}    1..`))
    if (before !== undefined || line.includes('# SKIP')) continue
    count[not === undefined ? 'passed' : 'failed'] += 1
  }
  return count
}
