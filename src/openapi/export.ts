// Writes the OpenAPI documents, the collections made from them and the world-file schema that are checked in; a test
// fails when they drift from the code.
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { packageRoot } from '../kernel/root.js'
import { documentNames } from '../vendors.js'
import { worldFileSchema } from '../worlds/files/exported-schema.js'
import { collectionFiles } from './collections/collections.js'
import { openApiDocument } from './documents.js'
import { fidelityTable } from './fidelity.js'

/** Every generated file by its path from the root of the package, as text. */
export async function generatedFiles (): Promise<Record<string, string>> {
  const files: Record<string, string> = {
    'fixtures/worlds/world.schema.json': text(worldFileSchema()),
    'docs/fidelity.md': await fidelityTable()
  }
  for (const name of documentNames) files[`openapi/${name}.json`] = text(await openApiDocument(name))
  for (const [path, content] of Object.entries(await collectionFiles())) files[`openapi/collections/${path}`] = content
  return files
}

const text = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** Writes them; of the collections' folder nothing else is left, such as a request for an operation that is no more. */
export async function exportFiles (): Promise<void> {
  await rm(new URL('openapi/collections/', packageRoot), { recursive: true, force: true })
  for (const [path, content] of Object.entries(await generatedFiles())) {
    const file = new URL(path, packageRoot)
    await mkdir(new URL('./', file), { recursive: true })
    await writeFile(file, content)
  }
}
