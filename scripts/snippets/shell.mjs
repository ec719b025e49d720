// Runs commands: blocks of sh, fish and console, and `output of COMMAND`. In a console block lines after `$ ` are commands and
// the others what they print; a command that shows nothing, and every command of the other blocks, must succeed.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from './place.mjs'
import { run } from './process.mjs'
import { differenceOf } from './shape.mjs'

/** A last command that goes on until somebody ends it. */
const goesOn = /(?:\b(?:perftwin|npm) start\b(?!.*--detach)|\bperftwin journal tail\b)[^\n]*$/

/** README pages speak of a checkout; guides of a project that has perftwin installed. */
const folderOf = ({ page }, place) => page.endsWith('README.md') ? root : place.folder

export async function runCommands (block, place) {
  const { says } = block
  const isShown = block.language === 'console' || says['output of'] !== undefined
  const steps = stepsOf(block)
  const out = (index) => join(place.folder, `.printed-${index}`)
  const script = [
    'set -euo pipefail',
    place.filled(says.setup ?? ''),
    isShown ? 'set +e; unset CURL_HOME' : '',
    ...steps.map(({ command }, index) => `{ ${place.filled(command)}\n} > '${out(index)}' 2>&1; echo $? > '${out(index)}.code'`)
  ].join('\n')
  const env = { ...place.env, CURL_HOME: join(place.folder, '../curl') }
  const printedBy = async (index) => await readFile(out(index), 'utf8').catch(() => '')
  const last = steps.length - 1
  const isOver = async () => await isAsShown(steps[last], await printedBy(last), place)
  const until = goesOn.test(steps[last].command) ? isOver : undefined
  await writeFile(join(place.folder, '.script'), script)
  const limit = until === undefined ? undefined : 60_000
  const { code, printed, wasEnded } = await run('bash', [join(place.folder, '.script')], { cwd: folderOf(block, place), env, until, limit })
  await stopOthers(block, place, env)

  const faults = []
  if (code !== 0 && !wasEnded) faults.push(`it ends with ${code}: ${[printed, ...await Promise.all(steps.map((_, index) => printedBy(index)))].join('\n').trim()}`)
  for (const [index, { command, shown }] of steps.entries()) {
    if (faults.length > 0) break
    const output = await printedBy(index)
    if (shown === undefined) {
      const ended = (await readFile(`${out(index)}.code`, 'utf8').catch(() => '')).trim()
      if (ended !== '0' && !(wasEnded && index === last)) faults.push(`"${command}" ends with ${ended}: ${output.trim()}`)
      continue
    }
    const difference = differenceOf(shown, output)
    if (difference !== undefined) faults.push(`"${command.slice(0, 120)}" prints something else:\n  ${difference}\n  in all:\n${output.trim()}`)
  }
  return faults
}

export async function runFish (block, place) {
  const { code, printed } = await run('fish', ['-c', place.filled(block.text)], { cwd: place.folder, env: place.env })
  return code === 0 ? [] : [`it ends with ${code}: ${printed}`]
}

async function isAsShown ({ shown }, printed, { url }) {
  if (shown !== undefined) return differenceOf(shown, printed) === undefined
  return await fetch(`${url}/_perftwin/ready`).then(({ ok }) => ok, () => false)
}

async function stopOthers ({ text }, place, env) {
  if (text.includes('--detach')) await run('perftwin', ['stop', '--all'], { cwd: place.folder, env })
}

function stepsOf ({ language, text, says, output }) {
  if (says['output of'] !== undefined) return [{ command: says['output of'], shown: text }]
  if (language !== 'console') return [{ command: text, shown: output }]
  const steps = []
  for (const line of text.split('\n')) {
    const last = steps.at(-1)
    if (line.startsWith('$ ')) steps.push({ command: line.slice(2) })
    else if (last !== undefined && last.shown === undefined && isOpen(last.command)) last.command += `\n${line}`
    else if (last !== undefined) last.shown = last.shown === undefined ? line : `${last.shown}\n${line}`
  }
  return steps
}

/** Whether a command goes on in the next line. */
const isOpen = (command) => command.endsWith('\\') || command.split("'").length % 2 === 0
