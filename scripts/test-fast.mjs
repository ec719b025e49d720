#!/usr/bin/env node
// Runs the compiled test files with plain node, several in one process: npm run test:fast [-- NAME …], where a NAME is a
// part of a file's name (`npm run test:fast -- asc-metrics`). No coverage, no types; npm test is tap's, a process a file.
import { fork, spawn } from 'node:child_process'
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

// tap's own limit of 30 s is for all that a process runs, so a file may take as long as tap allows it (package.json).
const env = { ...process.env, TAP_TIMEOUT: '180' }

// Applications are made by the hundred: with room to wait, most of what they leave is gone before it is looked at.
const roomy = '--max-semi-space-size=32'

/** The line that parts one file's output from the next one's. */
const betweenFiles = /^ok \d+ - between files.*\n/m

const total = { passed: 0, failed: 0 }
// One more than there are processors: some files mostly wait for the processes they start.
await Promise.all(Array.from({ length: Math.min(files.length, availableParallelism() + 1) }, runAll))
await writeFile(durations, `${JSON.stringify(seconds, null, 2)}\n`)
console.log(`${total.passed} passed, ${total.failed} failed`)
process.exitCode = total.failed === 0 ? 0 : 1

/** Where one process falls, another one goes on. */
async function runAll () {
  while (files.length > 0) await runSome()
}

/** Hands files to one process until there are none. If it ends before, the file that it was at has failed. */
async function runSome () {
  const child = fork(fileURLToPath(new URL('test-worker.mjs', import.meta.url)), { env, execArgv: [roomy], silent: true })
  const turns = []
  child.on('message', (message) => {
    if (message !== 'idle') return
    const [now, last] = [performance.now(), turns.at(-1)]
    if (last !== undefined) last.took = (now - last.started) / 1000
    const file = files.shift()
    turns.push({ file, started: now })
    child.send({ file })
  })
  let output = ''
  let said = 0
  const reports = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (data) => {
      output += data
      for (let end = betweenFiles.exec(output); end !== null; end = betweenFiles.exec(output)) {
        if (said > 0) reports.push(report(turns[said - 1], output.slice(0, end.index)))
        output = output.slice(end.index + end[0].length)
        said += 1
      }
    })
  }
  await new Promise((resolve) => { child.on('close', resolve) })
  const last = turns[said - 1]
  if (last?.file !== undefined) reports.push(report(last, `${output}\nthe process has ended`, true))
  await Promise.all(reports)
}

async function report ({ file, took = 0 }, output, hasFallen = false) {
  const { passed, failed } = countAssertions(output)
  const isWrong = hasFallen || failed > 0 || /^(?: *)(?:not ok|Bail out!)/m.test(output)
  seconds[file] = took
  total.passed += passed
  // A file that ends badly without a failed assertion (a crash, a syntax error) has failed all the same.
  total.failed += isWrong ? Math.max(1, failed) : 0
  console.log(`${isWrong ? 'not ok' : 'ok    '} ${file} ${passed} passed, ${failed} failed, ${took.toFixed(1)} s`)
  if (isWrong) console.log(withoutPasses(await retold(file) ?? `${file} passes alone; among others it said:\n${output}`))
}

function withoutPasses (output) {
  return output.split('\n').filter((line) => !/^\s*(?:ok |1\.\.)/.test(line)).join('\n')
}

/** What a file says that fails alone too: with places in the sources, which cost too much where all is well. */
async function retold (file) {
  const child = spawn(process.execPath, ['--enable-source-maps', fileURLToPath(new URL(file, folder))], { env })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (data) => { output += data })
  const code = await new Promise((resolve) => { child.on('close', resolve) })
  return code === 0 ? undefined : output
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
