import { networkNames, type DeviceSetting, type NetworkSetting } from '../../../lab/page/conditions.js'
import { invalid, number, record } from './argument.js'
import { isRecord } from './call.js'

/** Clients leave out the space: WebdriverIO takes `Regular3G` only. */
const plain = (name: string): string => name.replace(/[\s_-]/g, '').toLowerCase()

/** Named conditions, and the numbers of Sauce Labs (kbit/s) and of WebdriverIO (bytes per second, `…Throughput`). */
export function networkOf (argument: unknown): NetworkSetting {
  const given = isRecord(argument) && 'condition' in argument ? argument['condition'] : argument
  if (typeof given === 'string') {
    const found = networkNames.find((name) => plain(name) === plain(given))
    return found ?? invalid(`sauce:throttleNetwork: "${given.slice(0, 80)}" is none of ${networkNames.join(', ')}.`)
  }
  const wanted = record('throttleNetwork', given)
  const kilobits = (bytesPerSecond: unknown, name: string): number =>
    atLeastNothing(number('throttleNetwork', bytesPerSecond, name)) * 8 / 1000
  if (wanted['offline'] === true) return 'offline'
  const latency = atLeastNothing(number('throttleNetwork', wanted['latency'] ?? 0, 'latency'))
  if ('downloadThroughput' in wanted || 'uploadThroughput' in wanted) {
    const { downloadThroughput: download = -1, uploadThroughput: upload = -1 } = wanted
    // -1 is "no limit", as DevTools has it.
    return {
      download: Number(download) < 0 ? 1e6 : kilobits(download, 'downloadThroughput'),
      upload: Number(upload) < 0 ? 1e6 : kilobits(upload, 'uploadThroughput'),
      latency
    }
  }
  return {
    download: atLeastNothing(number('throttleNetwork', wanted['download'], 'download')),
    upload: atLeastNothing(number('throttleNetwork', wanted['upload'] ?? 0, 'upload')),
    latency
  }
}

function atLeastNothing (value: number): number {
  return value >= 0 ? value : invalid('sauce:throttleNetwork: a number must not be below 0.')
}

/** `{ rate }` or the rate alone. */
export function cpuRateOf (argument: unknown): number {
  const given = isRecord(argument) ? argument['rate'] : argument
  const rate = number('throttleCPU', typeof given === 'string' ? Number(given) : given, 'rate')
  return rate >= 0 && rate <= 100 ? rate : invalid('sauce:throttleCPU: "rate" must be between 0 and 100.')
}

/** DevTools' `Emulation.setDeviceMetricsOverride`; sizes of 0 leave the screen as it is. */
export function deviceOf (argument: unknown): DeviceSetting | undefined {
  const { width, height, deviceScaleFactor = 1, mobile } = record('debug', argument)
  const [wide, high] = [whole(width, 'width'), whole(height, 'height')]
  if (wide === 0 || high === 0) return undefined
  const scale = number('debug', deviceScaleFactor, 'deviceScaleFactor')
  return {
    formFactor: mobile === true ? 'mobile' : 'desktop',
    width: wide,
    height: high,
    deviceScaleFactor: Math.min(8, Math.max(0.5, scale === 0 ? 1 : scale))
  }
}

function whole (value: unknown, name: string): number {
  const given = Math.round(number('debug', value ?? 0, name))
  return given >= 0 && given <= 10_000 ? given : invalid(`sauce:debug: "${name}" must be between 0 and 10000.`)
}
