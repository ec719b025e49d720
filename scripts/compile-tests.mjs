#!/usr/bin/env node
// Compiles sources and tests into .test/, once for tap and for the plain runner; only what changed is compiled again.
// A test file that is gone must not run any longer, so its compiled copy goes first.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const root = new URL('../', import.meta.url)
const compiled = new URL('.test/test/', root)
await mkdir(compiled, { recursive: true })
for (const file of await readdir(compiled)) {
  const source = file.replace(/\.js(?:\.map)?$/, '.ts')
  if (!existsSync(new URL(`test/${source}`, root))) await rm(new URL(file, compiled), { recursive: true })
}

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.test.json'], { cwd: fileURLToPath(root), stdio: 'inherit' })
process.exitCode = status ?? 1
