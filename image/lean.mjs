#!/usr/bin/env node
// Takes out of package.json and its lock file, in this folder, what building the image does not take: browsers' drivers, vendors'
// clients and whatever else only tests need. `npm ci` then installs a tenth of it, each at the version and of the content that is locked.
import { readFile, writeFile } from 'node:fs/promises'

const needed = new Set([
  '@fastify/swagger-ui', '@preact/signals', '@rollup/wasm-node', '@types/node', 'preact', 'typescript'
])

const [manifest, lock] = await Promise.all(['package.json', 'package-lock.json'].map(async (file) => JSON.parse(await readFile(file, 'utf8'))))
const { packages } = lock
manifest.devDependencies = onlyNeeded(manifest.devDependencies)
packages[''].devDependencies = onlyNeeded(packages[''].devDependencies)

const kept = new Set()
keep('', { ...packages[''].dependencies, ...packages[''].devDependencies })
for (const path of Object.keys(packages)) if (path !== '' && !kept.has(path)) delete packages[path]

await writeFile('package.json', JSON.stringify(manifest, null, 2))
await writeFile('package-lock.json', JSON.stringify(lock, null, 2))

function onlyNeeded (dependencies) {
  return Object.fromEntries(Object.entries(dependencies).filter(([name]) => needed.has(name)))
}

/** Keeps what a package in a folder takes, all the way down. */
function keep (folder, dependencies) {
  for (const name of Object.keys(dependencies)) {
    const path = placeOf(name, folder)
    if (path === undefined || kept.has(path)) continue
    kept.add(path)
    const { dependencies: theirs, optionalDependencies, peerDependencies } = packages[path]
    keep(path, { ...theirs, ...optionalDependencies, ...peerDependencies })
  }
}

/** Where a package finds another: in its own folder, else in one above. */
function placeOf (name, folder) {
  const path = `${folder}${folder === '' ? '' : '/'}node_modules/${name}`
  if (path in packages) return path
  return folder === '' ? undefined : placeOf(name, folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/'))))
}
