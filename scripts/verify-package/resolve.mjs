// Run in a folder that has perftwin installed: what its package.json exports is there, and import and require find the same.
import { equal, ok } from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import * as imported from 'perftwin'

const require = createRequire(import.meta.url)
const documents = ['sauce', 'app-store-connect', 'control', 'collections/postman'].map((name) => `openapi/${name}.json`)
for (const name of ['world.schema.json', 'package.json', ...documents]) {
  const file = require.resolve(`perftwin/${name}`)
  equal(fileURLToPath(import.meta.resolve(`perftwin/${name}`)), file)
  ok(Object.keys(JSON.parse(await readFile(file, 'utf8'))).length > 2, name)
}

const required = require('perftwin')
for (const name of new Set([...Object.keys(imported), ...Object.keys(required)])) equal(imported[name], required[name], name)

const twin = await imported.createTwin({ world: 'empty' })
const page = await (await fetch(`${twin.url}/_perftwin/docs/`)).text()
const linked = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => new URL(link, `${twin.url}/_perftwin/docs/`))
ok(linked.length > 4)
for (const link of linked) equal((await fetch(link)).status, 200, link.pathname)
await twin.close()
