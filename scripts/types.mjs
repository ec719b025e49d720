// Copies the declarations that the library's own lead to into dist/types: they are what the package needs of hundreds, and
// none that an older build has left behind is among them.
import { copyFile, mkdir, readFile, rm } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))

/** A declaration and all that it refers to, by `import`, `export … from` and `import('…')`. */
async function reached (file, seen = new Set()) {
  if (seen.has(file)) return seen
  seen.add(file)
  const { importedFiles } = ts.preProcessFile(await readFile(file, 'utf8'), true, true)
  const ours = importedFiles.map(({ fileName }) => fileName).filter((name) => name.startsWith('.'))
  for (const name of ours) await reached(join(dirname(file), name.replace(/\.js$/, '.d.ts')), seen)
  return seen
}

const types = join(dist, 'types')
await rm(types, { recursive: true, force: true })
for (const file of await reached(join(dist, 'index.d.ts'))) {
  const target = join(types, relative(dist, file))
  await mkdir(dirname(target), { recursive: true })
  await copyFile(file, target)
}
