import { createServer } from 'node:net'
import { listenFault } from '../../http/listen-faults.js'
import { realNow } from '../../kernel/clock.js'
import { messageOf, Taken } from '../../kernel/errors.js'
import type { TwinOptions } from '../../options.js'
import { askTwin } from '../health.js'
import { ok, problem, type Finding } from './finding.js'
import { listenerOn } from './listener.js'
import type { TwinTime } from './machine.js'

/** How long whoever has the port may take to say whether it is a twin, ms. */
const patience = 1500

/** Why nobody can listen there; undefined when one can. */
async function faultAt (address: { host: string, port: number }): Promise<unknown> {
  return await new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error) => { resolve(listenFault(error, address)) })
    server.listen(address, () => { server.close(() => { resolve(undefined) }) })
  })
}

/** A twin that has the port already. */
interface Running { readonly words: string, readonly time?: TwinTime }

async function twinAt (host: string, port: number, token: string | undefined): Promise<Running | undefined> {
  const near = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  const url = `http://${near.includes(':') ? `[${near}]` : near}:${port}`
  const health = await askTwin(url, '/_perftwin/health', patience)
  if (!('status' in health) || health.status !== 'ok') return undefined
  const info = await askTwin(url, '/_perftwin/info', patience, token)
  const asked = realNow()
  if (!('version' in info && 'worldFile' in info && 'now' in info && 'clock' in info)) return { words: 'a perftwin' }
  const words = `perftwin ${String(info.version)} with the world ${String(info.worldFile)}`
  return info.clock === 'real' ? { words, time: { now: Date.parse(String(info.now)), asked } } : { words }
}

interface PortFound { readonly finding: Finding, readonly time?: TwinTime | undefined }

/**
 * Whether a twin can listen where it is told to, and who does if not.
 * @param expected whether clients are to find a twin there, so that one which answers is no obstacle
 */
export async function portCheck (options: TwinOptions, expected: boolean): Promise<PortFound> {
  const { host = '127.0.0.1', port = 4010, controlToken } = options
  const fault = await faultAt({ host, port })
  const what = port === 0 ? 'some port' : `port ${port}`
  if (fault === undefined) return { finding: ok('port', `${what} of ${host} is free`) }
  if (!(fault instanceof Taken)) return { finding: problem('port', messageOf(fault)) }
  const twin = await twinAt(host, port, controlToken)
  if (expected && twin !== undefined) {
    return { finding: ok('port', `${twin.words} answers on ${what} of ${host}`), time: twin.time }
  }
  const who = [twin?.words, await listenerOn(port)].filter((words) => words !== undefined).join(', ')
  const finding = problem('port', who === '' ? fault.message : `${fault.message}; it is ${who}`)
  return { finding, time: twin?.time }
}
