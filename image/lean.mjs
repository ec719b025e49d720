#!/usr/bin/env node
// Takes out of package.json and its lock file, in this folder, what building the image does not take: browsers' drivers, vendors'
// clients and whatever else only tests need. `npm ci` then installs a tenth of it, each at the version and of the content that is locked.
import { readFile, writeFile } from 'node:fs/promises'

const needed = new Set(['@fastify/swagger-ui', '@rollup/wasm-node', 'typescript'])

const onlyNeeded = (dependencies) => Object.fromEntries(Object.entries(dependencies).filter(([name]) => needed.has(name)))

async function edit (file, change) {
  const content = JSON.parse(await readFile(file, 'utf8'))
  change(content)
  await writeFile(file, JSON.stringify(content, null, 2))
}

await edit('package.json', (manifest) => { manifest.devDependencies = onlyNeeded(manifest.devDependencies) })
await edit('package-lock.json', ({ packages: { '': root } }) => { root.devDependencies = onlyNeeded(root.devDependencies) })
