import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'

export interface Server { url: string, startup: number, line: any, residentMegabytes: () => number, cpuSeconds: () => number, stop: () => Promise<void> }

/** Starts a server that prints a line of JSON with its url when ready; `startup` is ms from spawn to that line. */
export async function start (script: string, args: readonly string[]): Promise<Server> {
  const begun = performance.now()
  const child: ChildProcess = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const line = await new Promise<string>((resolve, reject) => {
    let text = ''
    child.stdout!.on('data', (chunk: Buffer) => {
      text += String(chunk)
      if (text.includes('\n')) resolve(text)
    })
    child.on('exit', (code) => { reject(new Error(`${script} exited with ${code}`)) })
  })
  const startup = performance.now() - begun
  const said = JSON.parse(line) as { url: string }
  return {
    url: said.url,
    line: said,
    startup,
    residentMegabytes: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))![1]) / 1024,
    cpuSeconds: () => {
      const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ')
      return (Number(fields[11]) + Number(fields[12])) / 100
    },
    stop: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await gone
    }
  }
}
