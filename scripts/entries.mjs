// Writes the ways into the library: dist/entry.mjs, dist/entry.cjs and the types of the latter. Jest has a module system of
// its own, in which half of the packages below us cannot be loaded, with or without --experimental-vm-modules; so there Node
// itself loads the library, once in a process, from outside the sandbox.
import { writeFile } from 'node:fs/promises'
import * as library from '../dist/bundle/index.js'

const names = Object.keys(library).sort()
const isClass = (name) => /^class\b/.test(String(library[name]))

const written = {
  'entry.mjs': `import { constants, runInThisContext } from 'node:vm'

const place = new URL('./bundle/index.js', import.meta.url).href
const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER
const outside = () => runInThisContext('(url) => import(url)', { importModuleDynamically })(place)
const library = await (runInThisContext('globalThis') === globalThis ? import('./bundle/index.js') : outside())
export const { ${names.join(', ')} } = library
`,
  'entry.cjs': `'use strict'
const { runInThisContext } = require('node:vm')

const { createRequire } = runInThisContext('process').getBuiltinModule('node:module')
const library = createRequire(__filename)('./bundle/index.js')
${names.map((name) => `exports.${name} = library.${name}`).join('\n')}
`,
  'entry.d.cts': `import type * as library from './types/index.js' with { 'resolution-mode': 'import' }
export type * from './types/index.js' with { 'resolution-mode': 'import' }
${names.map((name) => `export declare const ${name}: typeof library.${name}`).join('\n')}
${names.filter(isClass).map((name) => `export type ${name} = library.${name}`).join('\n')}
`
}

for (const [name, text] of Object.entries(written)) await writeFile(new URL(`../dist/${name}`, import.meta.url), text)
