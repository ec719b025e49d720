// Writes the OpenAPI documents and the world-file schema that are checked in; a test fails when they drift from the
// code.
import { writeFile } from 'node:fs/promises'
import { packageRoot } from '../kernel/root.js'
import { documentNames } from '../vendors.js'
import { worldFileSchema } from '../worlds/files/exported-schema.js'
import { openApiDocument } from './documents.js'
import { fidelityTable } from './fidelity.js'

/** Every generated file by its path from the root of the package, as text. */
export async function generatedFiles (): Promise<Record<string, string>> {
  const files: Record<string, string> = {
    'fixtures/worlds/world.schema.json': text(worldFileSchema()),
    'docs/fidelity.md': await fidelityTable()
  }
  for (const name of documentNames) files[`openapi/${name}.json`] = text(await openApiDocument(name))
  return files
}

const text = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

export async function exportFiles (): Promise<void> {
  for (const [path, content] of Object.entries(await generatedFiles())) {
    await writeFile(new URL(path, packageRoot), content)
  }
}
