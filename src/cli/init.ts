import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { dirname, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Invalid, messageOf } from '../kernel/errors.js'
import { packageRoot } from '../kernel/root.js'
import { startingFile } from './starting-file.js'
import type { CommandRun } from './terminal.js'

/** What a file is called that nobody named: editors let it have comments. */
const usualName = 'world.jsonc'

/** Writes a world file to begin with. */
export const init: CommandRun = async ({ rest: [file = usualName], json }, { out }) => {
  const text = startingFile(schemaFor(file))
  try {
    await writeFile(file, text, { flag: 'wx' })
  } catch (error) {
    const why = existsSync(file) ? 'it is there already, and is not overwritten' : messageOf(error)
    throw new Invalid(`cannot write ${file}: ${why}`)
  }
  out(json ? `${JSON.stringify({ file })}\n` : inWords(file))
  return 0
}

const inWords = (file: string): string => `${file} is written. What to do with it:
  perftwin validate ${file}
  perftwin start --world ${file}
`

/** Where a file's editor finds the schema: beside it in node_modules, else at a twin that runs. */
function schemaFor (file: string): string {
  const schema = fileURLToPath(new URL('fixtures/worlds/world.schema.json', packageRoot))
  const way = relative(dirname(resolve(file)), schema).split(sep).join('/')
  return /^(?:\.\.\/)*node_modules\//.test(way)
    ? way.replace(/^(?!\.)/, './')
    : 'http://127.0.0.1:4010/_perftwin/world.schema.json'
}
