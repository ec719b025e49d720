// npm run generate writes openapi/*.json, fixtures/worlds/world.schema.json and docs/fidelity.md from the code;
// npm run check:generated (--check) fails when the ones checked in differ.
import { readFile } from 'node:fs/promises'
import { exportFiles, generatedFiles } from '../dist/openapi/export.js'

if (process.argv.includes('--check')) {
  for (const [path, content] of Object.entries(await generatedFiles())) {
    const there = await readFile(new URL(`../${path}`, import.meta.url), 'utf8').catch(() => '')
    if (there === content) continue
    console.error(`${path} is out of date: npm run generate`)
    process.exitCode = 1
  }
} else await exportFiles()
