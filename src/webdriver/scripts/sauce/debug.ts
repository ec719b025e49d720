import { DriverError } from '../../../browser/errors.js'
import type { SauceCommands } from '../../sauce-commands.js'
import { record, text } from './argument.js'
import { isRecord } from './call.js'
import { cpuRateOf, deviceOf, networkOf } from './conditions.js'

type Does = (commands: SauceCommands, parameters: Readonly<Record<string, unknown>>) => void

/** What of DevTools' protocol changes how pages are loaded; each is answered with `{}`, as DevTools does. */
const methods: Readonly<Record<string, Does>> = {
  'Emulation.setCPUThrottlingRate': (commands, parameters) => { commands.throttleCpu(cpuRateOf(parameters)) },
  'Emulation.setDeviceMetricsOverride': (commands, parameters) => { commands.emulateDevice(deviceOf(parameters)) },
  'Emulation.clearDeviceMetricsOverride': (commands) => { commands.emulateDevice(undefined) },
  'Emulation.setUserAgentOverride': setUserAgent,
  'Network.setUserAgentOverride': setUserAgent,
  'Network.emulateNetworkConditions': (commands, parameters) => { commands.throttleNetwork(networkOf(parameters)) }
}

function setUserAgent (commands: SauceCommands, { userAgent }: Readonly<Record<string, unknown>>): void {
  const agent = text('debug', userAgent, 'userAgent')
  commands.emulateUserAgent(agent === '' ? undefined : agent)
}

/** Domains that a page's load does not feel: their commands are taken and change nothing. */
const harmless = /^(?:Network|Page|Emulation|Runtime|Log|Performance|Security|DOM|CSS|Overlay|Fetch)\.[a-zA-Z]+$/

/** Whether a method changes something here. */
export const knowsMethod = (method: string): boolean => Object.hasOwn(methods, method)

/** `sauce:debug {method, params}`. @throws DriverError for a method that DevTools does not have. */
export function debug (commands: SauceCommands, argument: unknown): Record<string, never> {
  const given = record('debug', argument)
  const method = text('debug', given['method'], 'method')
  const parameters = isRecord(given['params']) ? given['params'] : {}
  const does = methods[method]
  if (does !== undefined) does(commands, parameters)
  else if (!harmless.test(method)) throw new DriverError('unknown error', `'${method.slice(0, 80)}' wasn't found`)
  return {}
}
