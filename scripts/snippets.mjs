#!/usr/bin/env node
// Runs every code block of the README and the guides against the build in dist/, and compares what it prints with what is shown:
// node scripts/snippets.mjs [--values] [--packed FOLDER] [PAGE[:LINE] …]. With --values numbers are compared too, for whoever changes
// the simulation: where they moved, the page wants the new ones. FOLDER is one that scripts/packed-projects.sh has filled.
// How a block is run, and what a comment before it may say, is told in snippets/markdown.mjs.
import { spawnSync } from 'node:child_process'
import { readdir, readFile, rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { judgeJson } from './snippets/json.mjs'
import { blocksOf } from './snippets/markdown.mjs'
import { makeProject, placeFor, root } from './snippets/place.mjs'
import { runProgram, typeFaults } from './snippets/programs.mjs'
import { runProjects } from './snippets/projects.mjs'
import { runCommands, runFish } from './snippets/shell.mjs'

/** Pages whose blocks of one language are run elsewhere. */
const elsewhere = {
  'docs/dashboard.md json': 'test/dashboard-story.test.ts reads it',
  'docs/world-files.md json': 'test/world-schema.test.ts starts a twin with each of them',
  'docs/world-files.md jsonc': 'test/world-schema.test.ts validates it',
  'docs/world-files.md ': 'test/world-schema.test.ts compares it with what validate prints'
}

const kinds = {
  sh: runCommands, console: runCommands, fish: runFish, json: judgeJson, jsonc: judgeJson, js: runProgram, ts: runProgram, '': runCommands
}

const { values: { packed }, positionals } = parseArgs({ options: { values: { type: 'boolean' }, packed: { type: 'string' } }, allowPositionals: true })
const isWanted = ({ page, line }) => positionals.length === 0 || positionals.some((name) => `${page}:${line}` === name || page === name)

const guides = (await readdir(join(root, 'docs'))).filter((name) => name.endsWith('.md')).sort().map((name) => `docs/${name}`)
const blocks = []
for (const page of ['README.md', 'examples/README.md', ...guides]) {
  const found = blocksOf(page, await readFile(join(root, page), 'utf8'))
  for (const [index, block] of found.entries()) {
    block.previous = found[index - 1]
    if (block.says.output !== undefined) block.previous.output = block.text
  }
  blocks.push(...found)
}

const results = new Map()
const skipped = []
const queue = []
const ofProjects = []
for (const block of blocks.filter(isWanted)) {
  const reason = reasonToSkip(block)
  if (reason !== undefined) skipped.push({ block, reason })
  else if (block.says.project !== undefined) ofProjects.push(block)
  else queue.push(block)
}

const project = await makeProject()
const projects = ofProjects.length === 0 ? new Map() : runProjects(ofProjects, packed)
// Before the twins start, which live in this process: it hears nothing while it looks at types.
const types = typeFaults(queue, project)
await Promise.all(Array.from({ length: availableParallelism() }, runAll))
for (const [block, faults] of types) results.get(block).faults.push(...faults)
for (const [block, faults] of await projects) results.set(block, { faults })
await rm(project, { recursive: true, force: true, maxRetries: 3 })
report()

function reasonToSkip ({ page, language, says }) {
  if (says.skip !== undefined) return says.skip
  if (language === 'fish' && spawnSync('fish', ['--version']).status !== 0) return 'there is no fish on this machine'
  return elsewhere[`${page} ${language}`]
}

async function runAll () {
  for (let block = queue.shift(); block !== undefined; block = queue.shift()) {
    const started = performance.now()
    const faults = await faultsOf(block)
    results.set(block, { faults, took: (performance.now() - started) / 1000 })
  }
}

/** What is wrong with a block, in sentences. */
async function faultsOf (block) {
  // What it shows is judged with the block that prints it.
  if (block.says.output !== undefined || block.says['types only'] !== undefined) return []
  const judge = kinds[block.language]
  if (judge === undefined) return [`nobody knows how to run ${block.language}: let a comment skip it, with the reason`]
  if (block.language === '' && block.says['output of'] === undefined) return ['it has no language, and no comment says what it shows']
  let place
  try {
    place = await placeFor(block, project)
    return await judge(block, place)
  } catch (error) {
    return [error.stack]
  } finally {
    await place?.close()
  }
}

function report () {
  let failed = 0
  for (const block of blocks.filter((each) => results.has(each))) {
    const { faults, took } = results.get(block)
    const what = `${block.page}:${block.line} ${block.language || 'text'}, ${block.heading}`
    if (faults.length > 0) failed += 1
    console.log(`${faults.length > 0 ? 'not ok' : 'ok    '} ${what}${took === undefined ? '' : ` (${took.toFixed(1)} s)`}`)
    for (const fault of faults) console.log(`  ${fault.replaceAll('\n', '\n  ')}`)
  }
  for (const [reason, places] of byReason()) console.log(`skipped ${places.join(', ')}: ${reason}`)
  console.log(`${results.size + skipped.length} snippets: ${results.size - failed} run, ${skipped.length} skipped, ${failed} failed`)
  process.exitCode = failed === 0 ? 0 : 1
}

function byReason () {
  const places = new Map()
  for (const { block, reason } of skipped) places.set(reason, [...places.get(reason) ?? [], `${block.page}:${block.line}`])
  return places
}
