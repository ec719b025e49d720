// Runs a command in a process group of its own and tells what it printed.
import { spawn } from 'node:child_process'

const limit = 120_000

/**
 * @param until asked every tenth of a second; the group is ended once it says true
 * @returns { code, printed, wasEnded }
 */
export async function run (command, args, { cwd, env, until }) {
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (data) => { printed += data })
  const end = (signal) => {
    try {
      process.kill(-child.pid, signal)
    } catch {
      // It has ended by itself.
    }
  }
  let wasEnded = false
  const looking = setInterval(async () => {
    if (until === undefined || wasEnded || !await until()) return
    wasEnded = true
    end('SIGINT')
  }, 100)
  const tooLong = setTimeout(() => {
    printed += `\n(it took more than ${limit / 1000} s)`
    end('SIGKILL')
  }, limit)
  const code = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  clearInterval(looking)
  clearTimeout(tooLong)
  end('SIGKILL')
  return { code, printed, wasEnded }
}
