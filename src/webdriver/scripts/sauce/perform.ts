import { DriverError } from '../../../browser/errors.js'
import type { BrowserPlatform } from '../../../artifacts/user-agent.js'
import type { SauceCommands } from '../../sauce-commands.js'
import { record, text } from './argument.js'
import type { SauceCall } from './call.js'
import { cpuRateOf, networkOf } from './conditions.js'
import { debug } from './debug.js'
import { answerOf, interceptionOf } from './interception.js'
import { jankinessCheck } from './jankiness.js'
import { isPassed, jobInfo } from './job-info.js'
import { log } from './logs.js'
import { performance } from './performance.js'

type Does = (commands: SauceCommands, argument: unknown, platform: BrowserPlatform) => unknown

const mockId = (argument: unknown): string => text('mock', record('mock', argument)['mockId'], 'mockId')

/** The commands by name; what they return is the answer, null if it is nothing. */
const table: Readonly<Record<string, Does>> = {
  'job-result': (commands, argument) => { commands.setResult(isPassed(argument)) },
  'job-name': (commands, argument) => { commands.setName(text('job-name', argument)) },
  'job-tags': (commands, argument) => {
    commands.setTags(text('job-tags', argument).split(',').map((tag) => tag.trim()).filter((tag) => tag !== ''))
  },
  'job-build': (commands, argument) => { commands.setBuild(text('job-build', argument)) },
  'job-info': (commands, argument) => { commands.setInfo(jobInfo(argument)) },
  context: (commands, argument) => { commands.context(text('context', argument)) },
  break: (commands) => { commands.breakpoint() },
  stopnetwork: (commands) => { commands.setNetwork(false) },
  startnetwork: (commands) => { commands.setNetwork(true) },
  disablelog: (commands) => { commands.setLogging(false) },
  enablelog: (commands) => { commands.setLogging(true) },
  performanceenable: (commands) => { commands.setCapturing(true) },
  performancedisable: (commands) => { commands.setCapturing(false) },
  // A real phone's camera would see it; nothing here looks.
  'inject-image': (_, argument) => { if (typeof argument !== 'string') text('inject-image', argument) },
  hello: (_, argument) => `Hello, ${helloName(argument)}!`,
  log,
  performance,
  jankinesscheck: jankinessCheck,
  throttlenetwork: (commands, argument) => { commands.throttleNetwork(networkOf(argument)) },
  throttle: (commands, argument) => { commands.throttleNetwork(networkOf(argument)) },
  throttlecpu: (commands, argument) => { commands.throttleCpu(cpuRateOf(argument)) },
  intercept: (commands, argument) => { commands.intercept(interceptionOf(argument)) },
  mock: (commands, argument) => {
    const { id } = commands.addMock(text('mock', record('mock', argument)['url'], 'url'))
    return { mockId: id }
  },
  mockcalls: async (commands, argument) => await commands.mockedCalls(mockId(argument)),
  mockanswer: (commands, argument) => {
    commands.answerMock(mockId(argument), answerOf('mock', record('mock', argument)))
  },
  mockremoval: (commands, argument) => { commands.removeMock(mockId(argument)) },
  debug
}

const helloName = (argument: unknown): string => {
  if (typeof argument === 'string') return argument
  return text('hello', record('hello', argument)['name'], 'name')
}

/** Does what a command asks for. @throws DriverError, in W3C's codes; an unknown command is an `unknown error`. */
export async function performSauce (commands: SauceCommands, call: SauceCall,
  platform: BrowserPlatform): Promise<unknown> {
  const does = Object.hasOwn(table, call.name) ? table[call.name] : undefined
  if (does === undefined) {
    throw new DriverError('unknown error', `sauce:${call.name.slice(0, 80)} is not a command that Sauce Labs knows.`)
  }
  return await does(commands, call.argument, platform) ?? null
}
