// How the dashboard's page is made: its modules and the few packages that they import become one file, its styles another,
// each named by its content, and the page that names both. Nobody looks at types here (npm run typecheck does).
import { createHash } from 'node:crypto'
import { readdir, readFile, rm } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = fileURLToPath(new URL('../', import.meta.url))
const source = 'src/dashboard/page'

const compilerOptions = {
  target: 'es2023',
  module: 'esnext',
  jsx: 'react-jsx',
  jsxImportSource: 'preact',
  verbatimModuleSyntax: true,
  removeComments: true
}

const exists = async (file) => await readFile(file).then(() => true, () => false)

/** A module of the page, whose import names the file it will be compiled to. */
async function ownModule (id, importer) {
  const stem = resolve(dirname(importer), id).replace(/\.jsx?$/, '')
  for (const file of [`${stem}.tsx`, `${stem}.ts`]) if (await exists(file)) return file
  return null
}

const modules = {
  name: 'dashboard-modules',
  resolveId: async (id, importer) => {
    if (importer === undefined) return resolve(root, id)
    if (!id.startsWith('.')) return fileURLToPath(import.meta.resolve(id))
    return /\.tsx?$/.test(importer) ? await ownModule(id, importer) : null
  },
  transform: (code, id) => {
    if (!/\.tsx?$/.test(id)) return null
    return { code: ts.transpileModule(code, { compilerOptions, fileName: id }).outputText, map: null }
  }
}

/** The general styles come first, so that a view's own may differ from them. */
async function styles () {
  const files = (await readdir(resolve(root, source), { recursive: true })).filter((file) => file.endsWith('.css'))
  const order = (file) => `${file.startsWith('style/') ? 0 : 1}${file}`
  files.sort((a, b) => order(a) < order(b) ? -1 : 1)
  const texts = await Promise.all(files.map((file) => readFile(resolve(root, source, file), 'utf8')))
  return texts.join('\n').replace(/\/\*[\s\S]*?\*\//g, '')
}

const hashOf = (text) => createHash('sha256').update(text).digest('hex').slice(0, 10)

const shell = {
  name: 'dashboard-shell',
  generateBundle: async function (_options, bundle) {
    const css = await styles()
    const style = `app.${hashOf(css)}.css`
    const script = Object.values(bundle).find(({ isEntry }) => isEntry).fileName
    const page = (await readFile(resolve(root, source, 'index.html'), 'utf8'))
      .replace('app.css', style)
      .replace('app.js', script)
    this.emitFile({ type: 'asset', fileName: style, source: css })
    this.emitFile({ type: 'asset', fileName: 'index.html', source: page })
    for (const file of ['icon.svg', ...await stories()]) {
      this.emitFile({ type: 'asset', fileName: file.replace('stories/', 'story-'), source: await readFile(resolve(root, source, file)) })
    }
    this.emitFile({ type: 'asset', fileName: 'NOTICE', source: await notice() })
    for (const file of await readdir(resolve(root, 'dist/dashboard-page')).catch(() => [])) {
      if (!(file in bundle)) await rm(resolve(root, 'dist/dashboard-page', file))
    }
  }
}

/** The licences of what became part of the page ask for it to be told. */
async function notice () {
  const packages = ['preact', '@preact/signals', '@preact/signals-core']
  const texts = packages.map(async (name) =>
    `${name}\n\n${await readFile(resolve(root, 'node_modules', name, 'LICENSE'), 'utf8')}`)
  return (await Promise.all(texts)).join('\n\n')
}

async function stories () {
  const files = await readdir(resolve(root, source, 'stories')).catch(() => [])
  return files.filter((file) => file.endsWith('.json')).map((file) => `stories/${file}`)
}

export const dashboardPage = {
  input: `${source}/index.tsx`,
  plugins: [modules, shell],
  output: {
    dir: 'dist/dashboard-page', format: 'es', entryFileNames: 'app.[hash].js', chunkFileNames: 'part-[name].[hash].js', hashCharacters: 'hex'
  }
}
