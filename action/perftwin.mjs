// Where perftwin is, and how it is run.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('..', import.meta.url))

/** Below a folder that has perftwin: the command. */
const script = ['dist', 'bundle', 'cli.js']

/** The command of the version that is wanted, or of the checkout that this is, where it has been built; else from npm. */
export function installed (version) {
  const built = join(here, ...script)
  if (version === '' && existsSync(built)) return built
  const { version: own } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'))
  const isVersion = /^[\w.^~-]+$/.test(version) && !version.endsWith('.tgz')
  const wanted = version !== '' && !isVersion ? version : `perftwin@${version || own}`
  const folder = mkdtempSync(join(process.env.RUNNER_TEMP ?? tmpdir(), 'perftwin-'))
  ran('npm', ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--loglevel=error', wanted])
  return join(folder, 'node_modules', 'perftwin', ...script)
}

/** What perftwin prints; throws with what it says when it fails. */
export const perftwin = (script, words) => ran(process.execPath, [script, ...words])

function ran (command, words) {
  // npm is a script of the shell on Windows.
  const shell = command === 'npm' && process.platform === 'win32'
  const { status, stdout, stderr, error } = spawnSync(command, words, { encoding: 'utf8', shell })
  if (error !== undefined) throw error
  if (status !== 0) throw new Error(stderr.trim() || stdout.trim() || `${command} ${words[0]} exits with ${status}`)
  return stdout
}
