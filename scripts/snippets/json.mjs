// Judges blocks of JSON, by commands: bodies are sent, world files validated, answers compared with what a command prints.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runCommands } from './shell.mjs'

export async function judgeJson (block, place) {
  const { says, text } = block
  if (says['output of'] !== undefined) return await runCommands(block, place)
  const file = join(place.folder, 'block.jsonc')
  const template = says['world file'] || '$BLOCK'
  await writeFile(file, template.replace('$BLOCK', () => text))
  const command = commandFor(says, file)
  if (command === undefined) return ['a comment has to say what it is: body of, output of, world file (scripts/snippets/markdown.mjs)']
  return await runCommands({ ...block, text: command }, place)
}

function commandFor (says, file) {
  if (says['world file'] !== undefined) return `perftwin validate '${file}'`
  if (says['body of'] === undefined) return undefined
  const [method, path] = says['body of'].split(' ')
  return `curl -X ${method} "$PERFTWIN_URL${path}" -d @'${file}'`
}
