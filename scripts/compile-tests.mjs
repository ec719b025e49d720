#!/usr/bin/env node
// Compiles sources and tests into .test/, once for tap and for the plain runner, file by file: a few seconds instead of a
// minute, because nobody looks at types here (npm run typecheck does). Only what changed is compiled again, and the
// compiled copy of what is gone goes too: a test that is no more must not run.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const hashOf = (...texts) => createHash('sha256').update(texts.join('\0')).digest('base64')

/** What was compiled from which text: the hash of each file's text when it was. */
const register = `${root}.test/compiled.json`
const compiled = JSON.parse(await readFile(register, 'utf8').catch(() => '{}'))

const settings = hashOf(...await Promise.all(['package-lock.json', 'tsconfig.json', 'scripts/compile-tests.mjs'].map((file) => readFile(root + file, 'utf8'))))
const sources = (await Promise.all(['src', 'test', 'bench'].map(async (folder) =>
  (await readdir(root + folder, { recursive: true })).map((file) => `${folder}/${file}`)))).flat().filter((file) => file.endsWith('.ts'))

const outputOf = (source) => `${root}.test/${source.replace(/ts$/, 'js')}`
const now = {}
const changed = []
for (const source of sources) {
  const text = await readFile(root + source, 'utf8')
  now[source] = hashOf(settings, text)
  if (compiled[source] !== now[source] || !existsSync(outputOf(source))) changed.push({ source, text })
}

for (const source of Object.keys(compiled).filter((each) => !(each in now))) {
  for (const file of [outputOf(source), `${outputOf(source)}.map`]) await rm(file, { force: true })
}
const faults = changed.length === 0 ? [] : await compile(changed)
for (const fault of faults) console.error(fault)
if (faults.length === 0) await writeFile(register, JSON.stringify(now))
process.exitCode = faults.length === 0 ? 0 : 1

/** Compiles texts and tells what cannot be read. */
async function compile (texts) {
  const { default: ts } = await import('typescript')
  const { target, verbatimModuleSyntax, isolatedModules } = JSON.parse(await readFile(`${root}tsconfig.json`, 'utf8')).compilerOptions
  const compilerOptions = { target, module: 'esnext', verbatimModuleSyntax, isolatedModules, sourceMap: true }
  const wrong = []
  for (const { source, text } of texts) {
    const { outputText, sourceMapText, diagnostics } = ts.transpileModule(text, { compilerOptions, fileName: source, reportDiagnostics: true })
    const output = outputOf(source)
    await mkdir(dirname(output), { recursive: true })
    await writeFile(output, outputText)
    const map = { ...JSON.parse(sourceMapText), file: basename(output), sources: [relative(dirname(output), root + source)] }
    await writeFile(`${output}.map`, JSON.stringify(map))
    wrong.push(...diagnostics.map(({ messageText, start }) =>
      `${source}:${text.slice(0, start).split('\n').length}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`))
  }
  return wrong
}
