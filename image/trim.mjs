#!/usr/bin/env node
// Copies what runs, and nothing else, from a built and pruned checkout to a folder: the bundle, the world files, and of each package
// the modules that are reached from there, its licence and what it reads by itself.
//   node --experimental-import-meta-resolve image/trim.mjs TARGET
// Types, maps, tests, browsers' builds and packages of which only the types are used (TypeBox) stay behind. Whatever cannot be followed,
// an import that is computed or a file that is found beside a module, must be known below, or the build fails.
import { execFileSync } from 'node:child_process'
import { cp, mkdir, readFile, readdir, writeFile } from 'node:fs/promises'
import { createRequire, isBuiltin } from 'node:module'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import ts from 'typescript'

const root = fileURLToPath(new URL('../', import.meta.url))
const target = resolve(process.argv[2] ?? '')
const modules = join(root, 'node_modules') + sep

/** Modules that are named only where they are started, as workers. */
const workers = ['pino/lib/worker.js', 'thread-stream/lib/worker.js'].map((name) => join(modules, name))

/** Modules that compute what they import or look around beside them, and why that takes no more than is copied. */
const known = new Set([
  '@fastify/swagger/lib/util/read-package-json.js', // Its own manifest, which every package keeps.
  'fast-json-stringify/lib/standalone.js', // Writes imports into text that it makes for others.
  'pino/lib/transport.js', // Workers: above.
  'real-require/src/index.js', // Imports what such a worker is told.
  'thread-stream/index.js'
])

/** Imports that lead nowhere and need not. */
const optional = new Set(['supports-color'])

/** An import that is computed, or a file that is looked for beside the module. */
const looksAround = /\b(?:require(?:\.resolve)?|import)\(\s*(?!['"\s)])|\bimport\.meta\.url\b|\b__dirname\b|\b__filename\b/

const kept = new Set()
const strangers = []
await follow([...await filesBelow(join(root, 'dist/bundle')), ...workers])
for (const folder of packageFolders()) {
  for (const name of await readdir(folder)) {
    if (/^(?:licen[cs]e|notice|copying)/i.test(name)) kept.add(join(folder, name))
  }
}
if (strangers.length > 0) throw new Error(`what is needed here is not known:\n${strangers.join('\n')}`)
for (const file of kept) await copy(file)
for (const path of ['package.json', 'LICENSE', 'fixtures/worlds', 'dist/dashboard-page', 'dist/swagger-ui']) await copy(join(root, path))
await writeFile(join(target, 'sbom.cdx.json'), `${JSON.stringify(await billOfMaterials(), null, 2)}\n`)
await loadEverything()

/** Everything that some modules import, all the way down. */
async function follow (queue) {
  for (const file of queue) {
    if (kept.has(file)) continue
    kept.add(file)
    for (const manifest of manifestsOf(file)) kept.add(manifest)
    if (!/\.[cm]?js$/.test(file)) continue
    const text = await readFile(file, 'utf8')
    lookForStrangers(file, text)
    await follow(importsOf(file, text))
  }
}

/** The files that a module's imports mean, be they written for the one module system or the other. */
function importsOf (file, text) {
  const { importedFiles } = ts.preProcessFile(text, true, true)
  const found = []
  for (const { fileName } of importedFiles) {
    if (isBuiltin(fileName)) continue
    const meant = [
      () => createRequire(file).resolve(fileName),
      () => fileURLToPath(import.meta.resolve(fileName, pathToFileURL(file).href))
    ].flatMap(tried)
    if (meant.length === 0 && !optional.has(fileName)) strangers.push(`${relative(root, file)} imports ${fileName}, which is not there`)
    found.push(...meant)
  }
  return [...found, ...file.startsWith(modules) ? [] : lookedUp(file, text)]
}

/** What a module of ours finds without importing it: createRequire(…).resolve('package/file'), require$1('package'). */
function lookedUp (file, text) {
  const names = [...text.matchAll(/\.resolve\('([^']+)'\)/g), ...required(text)].map(([, name]) => name)
  return names.flatMap((name) => {
    const found = tried(() => createRequire(file).resolve(name))
    if (found.length === 0) strangers.push(`${relative(root, file)} looks up ${name}, which is not there`)
    return found
  })
}

/** Rollup names a `require` that was made anew in each file. */
function required (text) {
  return text.matchAll(/\brequire\$\d+\('([^']+)'\)/g)
}

function tried (find) {
  try {
    return [find()].filter((file) => ts.sys.fileExists(file))
  } catch {
    return []
  }
}

function lookForStrangers (file, text) {
  if (!file.startsWith(modules)) return
  const name = relative(modules, file).split(sep).join('/')
  if (known.has(name)) return
  const suspect = withoutComments(text).split('\n').find((line) => looksAround.test(line))
  if (suspect !== undefined) strangers.push(`${name}: ${suspect.trim().slice(0, 120)}`)
}

function withoutComments (text) {
  return text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
}

/** The manifests that say how a module is to be read: its folder's, and those above it. */
function manifestsOf (file) {
  const found = []
  for (let folder = dirname(file); folder.length >= modules.length; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json')
    if (ts.sys.fileExists(manifest)) found.push(manifest)
  }
  return found
}

function packageFolders () {
  return [...kept].filter((file) => file.startsWith(modules) && basename(file) === 'package.json').map(dirname)
}

/** What npm says the package is made of, less the packages of which nothing was kept. */
async function billOfMaterials () {
  const said = execFileSync('npm', ['sbom', '--omit=dev', '--sbom-format=cyclonedx'], { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 })
  const { components, dependencies, ...rest } = JSON.parse(said)
  const copied = new Set(await Promise.all(packageFolders().map(nameAndVersion)))
  const there = components.filter(({ 'bom-ref': ref }) => copied.has(ref))
  const refs = new Set([rest.metadata.component, ...there].map((component) => component['bom-ref']))
  const among = dependencies.filter(({ ref }) => refs.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((each) => refs.has(each)) }))
  return { ...rest, components: there, dependencies: among }
}

async function nameAndVersion (folder) {
  const { name, version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  return `${name}@${version}`
}

/** Loads the copy: each part of the bundle that is no command and no thread, and each package that it names, be it on demand. */
async function loadEverything () {
  const bundle = join(target, 'dist/bundle')
  for (const file of await filesBelow(bundle)) {
    if (!['cli.js', 'script-worker.js'].includes(basename(file))) await import(pathToFileURL(file).href)
    const text = await readFile(file, 'utf8')
    for (const [, name] of required(text)) createRequire(file)(name)
    const { importedFiles } = ts.preProcessFile(text, true, true)
    for (const { fileName } of importedFiles) {
      if (!fileName.startsWith('.')) await import(import.meta.resolve(fileName, pathToFileURL(file).href))
    }
  }
}

async function filesBelow (folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ parentPath, path, name }) => join(parentPath ?? path, name))
}

async function copy (path) {
  const to = join(target, relative(root, path))
  await mkdir(dirname(to), { recursive: true })
  await cp(path, to, { recursive: true })
}
