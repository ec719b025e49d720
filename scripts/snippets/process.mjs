// Runs a command in a process group of its own and tells what it printed.
import { spawn } from 'node:child_process'

/** The groups that run: none outlives this process. */
const groups = new Set()
process.on('exit', () => { for (const group of groups) kill(group, 'SIGKILL') })
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => { process.exit(1) })

function kill (group, signal) {
  try {
    process.kill(-group, signal)
  } catch {
    // It has ended by itself.
  }
}

/**
 * @param until asked every tenth of a second; the group is ended once it says true
 * @param limit in ms
 * @returns { code, printed, wasEnded }
 */
export async function run (command, args, { cwd, env, until, limit = 120_000 }) {
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  groups.add(child.pid)
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (data) => { printed += data })
  let wasEnded = false
  const looking = setInterval(async () => {
    if (until === undefined || wasEnded || !await until() || wasEnded) return
    wasEnded = true
    kill(child.pid, 'SIGINT')
  }, 100)
  const tooLong = setTimeout(() => {
    printed += `\n(it took more than ${limit / 1000} s)`
    kill(child.pid, 'SIGKILL')
  }, limit)
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  clearInterval(looking)
  clearTimeout(tooLong)
  kill(child.pid, 'SIGKILL')
  groups.delete(child.pid)
  return { code, printed, wasEnded }
}
