// Looks at perftwin as it lies installed in a folder: node installed.mjs FOLDER. Says its size, and what is wrong.
import { existsSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'

const folder = resolve(process.argv[2])
const modules = join(folder, 'node_modules')
const home = join(modules, 'perftwin')
const require = createRequire(join(folder, 'index.js'))
const satisfies = require('semver/functions/satisfies')
const minVersion = require('semver/ranges/min-version')

const faults = []
const files = (await readdir(modules, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))

/** Whether a file is a package's own package.json, not one that lies somewhere inside. */
const isManifest = (file) => /node_modules\/(?:@[^/]+\/)?[^/]+\/package\.json$/.test(file)
const manifests = await Promise.all(files.filter(isManifest).map(async (file) => JSON.parse(await readFile(file, 'utf8'))))

// Every package below must take the oldest Node.js that this one does, whichever runs here.
const { engines, dependencies } = JSON.parse(await readFile(join(home, 'package.json'), 'utf8'))
const oldest = minVersion(engines.node).version
for (const { name, version, engines: wanted } of manifests) {
  if (wanted?.node !== undefined && !satisfies(oldest, wanted.node)) {
    faults.push(`${name} ${version} wants Node.js ${wanted.node}, and perftwin promises ${oldest}`)
  }
}

// What documents refer to beside them came along.
for (const page of files.filter((file) => file.startsWith(`${home}/`) && file.endsWith('.md'))) {
  const text = (await readFile(page, 'utf8')).replace(/^```.*?^```/gms, '')
  for (const [, link] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    const [path] = link.split('#')
    const isOurs = path !== '' && !/^[a-z]+:/.test(path)
    if (isOurs && !existsSync(join(dirname(page), path))) faults.push(`${page.slice(home.length + 1)} links ${link}, which is not packed`)
  }
}

const bytes = async (all) => (await Promise.all(all.map(async (file) => (await stat(file)).size))).reduce((sum, size) => sum + size, 0)
const mega = (size) => `${(size / 1e6).toFixed(1)} MB`
const own = files.filter((file) => file.startsWith(`${home}/`))
console.log(`installed: ${mega(await bytes(own))} in ${own.length} files of its own; ` +
  `${manifests.length} packages, ${mega(await bytes(files))} in all, for ${Object.keys(dependencies).length} direct dependencies`)
for (const fault of faults) console.error(fault)
process.exitCode = faults.length === 0 ? 0 : 1
