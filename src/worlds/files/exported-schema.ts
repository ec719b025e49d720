/** The schema of world files as editors and programs read it. */
import { withDefaults } from '../../kernel/usual.js'
import { WorldFile } from './world-file.schema.js'

/**
 * A name relative to wherever it was read from: it means itself in the package, in a copy beside a world file, and in
 * the answer of a twin. No address of ours outlives a version, and perftwin works offline.
 */
const ownName = 'world.schema.json'

/** Editors that know them let a world file have what perftwin lets it have. */
const asWritten = { allowComments: true, allowTrailingCommas: true }

export function worldFileSchema (): object {
  const root = { $schema: 'http://json-schema.org/draft-07/schema#', ...WorldFile, ...asWritten }
  // The parts' own names are for the documents of the API; here they would be addresses of nothing.
  const inner = JSON.stringify(root, (key, value: unknown) => key === '$id' ? undefined : withDefaults(key, value))
  const { $schema, ...rest } = JSON.parse(inner) as { $schema: string }
  return { $schema, $id: ownName, ...rest }
}
