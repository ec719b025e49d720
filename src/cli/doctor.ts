import { authorityCheck } from './checks/authority.js'
import { edgeCheck } from './checks/edge.js'
import { dataCheck, worldCheck } from './checks/files.js'
import { ok, problem, type Finding } from './checks/finding.js'
import { clockCheck, grantsNow, memoryCheck, nodeCheck } from './checks/machine.js'
import { portCheck } from './checks/port.js'
import { proxyCheck } from './checks/proxy.js'
import { httpSender } from '../client/transport.js'
import type { TwinOptions } from '../options.js'
import { exitCodes } from './exit-codes.js'
import { jsonLine } from './ask.js'
import { strangersIn } from './strangers.js'
import { paint, type CommandRun, type Terminal } from './terminal.js'

function variablesCheck (env: Terminal['env']): Finding {
  const strangers = strangersIn(env)
  if (strangers.length > 0) return problem('variables', strangers.join('; '))
  return ok('variables', 'every PERFTWIN_ variable is known')
}

function inWords ({ what, state, says }: Finding, colour: boolean): string {
  const mark = state === 'ok' ? paint(colour, 'green', 'ok     ') : paint(colour, 'red', 'problem')
  return `${mark}  ${what.padEnd(9)}  ${says}\n`
}

/** The root that a twin of these options serves, if one answers. */
async function servedRoot ({ port = 4010 }: TwinOptions): Promise<string | undefined> {
  const send = httpSender(`http://127.0.0.1:${port}`, undefined)
  return await send<'caCertificate'>('GET', '/_perftwin/ca.pem').then(String, () => undefined)
}

/** Says what stands in the way of a twin with these options, and of clients that are to reach it. Leaves no trace. */
export const doctor: CommandRun = async ({ options, own, json }, { env, node, colour, out }) => {
  const { finding: port, time } = await portCheck(options, own.edge === true)
  const edge = { port: options.port ?? 4010, rootOf: async () => await servedRoot(options) }
  const findings = [
    nodeCheck(node),
    port,
    proxyCheck(env, options.host ?? '127.0.0.1', edge.port),
    await edgeCheck(env, edge, own.edge === true),
    await authorityCheck(options),
    clockCheck(env, time),
    memoryCheck(options, grantsNow()),
    // In code it may be the file itself; a command line has its name.
    await worldCheck(String(options.world ?? 'demo')),
    await dataCheck(options.data),
    variablesCheck(env)
  ]
  const problems = findings.filter(({ state }) => state === 'problem').length
  out(json ? jsonLine({ healthy: problems === 0, findings }) : findings.map((each) => inWords(each, colour)).join(''))
  return problems === 0 ? exitCodes.done : exitCodes.notAsExpected
}
