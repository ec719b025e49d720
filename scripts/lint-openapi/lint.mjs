// Reads OpenAPI documents with two linters that know nothing of each other: Redocly (`recommended`) and Spectral
// (`spectral:oas`). Prints what they find; ends with 1 when either finds an error or a warning.
// node lint.mjs FILE…: called by scripts/lint-openapi.sh, in a folder that has the linters.
import { readFile } from 'node:fs/promises'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import core from '@stoplight/spectral-core'
import rulesets from '@stoplight/spectral-rulesets'

const { Document, Spectral } = core
const words = ['error', 'warning', 'info', 'hint']

/** What Redocly finds: `{linter, severity, rule, where, message}`. */
async function redocly (source, file) {
  const config = await createConfig({ extends: ['recommended'] })
  const problems = await lintFromString({ source, absoluteRef: file, config })
  return problems.map(({ severity, ruleId: rule, message, location: [place] }) =>
    ({ linter: 'redocly', severity: severity.replace(/^warn$/, 'warning'), rule, where: place?.pointer ?? '', message }))
}

/** Our documents are JSON that was written by JSON.stringify: nothing to say of lines. */
const json = {
  parse: (text) => ({ data: JSON.parse(text), diagnostics: [], ast: {}, comments: {} }),
  getLocationForJsonPath: () => undefined
}

/** What Spectral finds, in the same words. */
async function spectral (source) {
  const linter = new Spectral()
  linter.setRuleset({ extends: rulesets.oas })
  const problems = await linter.run(new Document(source, json))
  return problems.map(({ severity, code, message, path }) =>
    ({ linter: 'spectral', severity: words[severity], rule: code, where: `#/${path.join('/')}`, message }))
}

/** Sauce Labs' own paths are ambiguous: `/rest/v1/users/{username}` and `/rest/v1/{username}/jobs`. */
const vendorsOwn = 'no-ambiguous-paths'

for (const file of process.argv.slice(2)) {
  const source = await readFile(file, 'utf8')
  const problems = [...await redocly(source, file), ...await spectral(source)]
  for (const { linter, severity, rule, where, message } of problems) {
    console.log(`${file} ${where}: ${linter} ${severity} ${rule}: ${message}`)
  }
  console.log(`${file}: ${problems.length} problems`)
  if (problems.some(({ severity, rule }) => severity === 'error' || rule !== vendorsOwn)) process.exitCode = 1
}
