/** Logs of a diagnostic signature: on which device, how bad, and the call stack that leads to the place. */
import { uuid } from '../kernel/ids.js'
import { stream, type Random } from '../kernel/random.js'
import type { Culprit, SignatureType } from './culprits.js'
import { deviceModel } from './devices.js'
import { callers, leaves, type Frame } from './frames.js'
import { metricKey } from './metrics.js'
import type { FieldApp, FieldVersion, MeasuredVersion } from './population.js'
import { signatureMetric } from './signatures.js'
import { pickSystem } from './systems.js'

export interface StackFrame extends Frame {
  readonly samples: number
  readonly address: number
  readonly binaryUuid: string
  /** In the app's own code. */
  readonly blamed: boolean
}

export interface FieldLog {
  readonly type: SignatureType
  readonly device: string
  readonly system: string
  /** Milliseconds, or megabytes for disk writes. */
  readonly amount: number
  /** From the thread's start to the deepest frame. */
  readonly frames: readonly StackFrame[]
}

/**
 * What a log is about. `binary`: the app's executable; `build` names the build, whose code has addresses of its own.
 */
export interface LogSubject {
  readonly app: FieldApp
  readonly version: FieldVersion
  readonly values: MeasuredVersion
  readonly binary: string
  readonly build: string
  readonly type: SignatureType
  readonly culprit: Culprit
}

/** One log; `number` tells the logs of a signature apart. */
export function fieldLog (subject: LogSubject, number: number): FieldLog {
  const { app, version, values, type, culprit } = subject
  const draw = stream(app.seed, 'field-log', subject.build, type, culprit.symbol, number)
  const device = pickDevice(app, draw)
  const top = values.get(metricKey(signatureMetric(type)))?.devices.get(device)?.[90] ?? 1
  const system = pickSystem(device, version.released, draw)
  return { type, device, system, amount: amountOf(type, top, draw), frames: framesOf(subject, draw, system) }
}

/** Slower devices get into trouble more often. What rounding leaves over goes to the last one. */
function pickDevice (app: FieldApp, draw: Random): string {
  const weighed = app.devices.map(({ model, share }) => ({ model, weight: share * deviceModel(model).slowness ** 2 }))
  let rest = draw.float() * weighed.reduce((sum, { weight }) => sum + weight, 0)
  let picked = ''
  for (const { model, weight } of weighed) {
    picked = model
    rest -= weight
    if (rest <= 0) break
  }
  return picked
}

/** A hang counts from 250 ms, a launch is reported when it is among the slowest, writes from 1 GiB a day. */
function amountOf (type: SignatureType, top: number, draw: Random): number {
  if (type === 'LAUNCHES') return top * draw.logNormal(1.25, 0.15)
  if (type === 'HANGS') return 250 + 220 * Math.sqrt(Math.max(0.1, top)) * draw.logNormal(1, 0.6)
  return 1073.74 + draw.logNormal(40, 1)
}

function framesOf ({ app, binary, build, type, culprit }: LogSubject, draw: Random, system: string): StackFrame[] {
  const { symbol, file, line, offset, leaf } = culprit
  const place: Frame = { symbol, binary: 'app', file, line, offset }
  let samples = draw.int(12, 60)
  return [...callers[type], place, ...leaves[leaf]].map((frame) => {
    const own = frame.binary === 'app'
    const image = own ? `${app.name} ${build}` : `${frame.binary} ${system}`
    if (draw.chance(0.25)) samples = Math.max(1, samples - draw.int(0, 3))
    return {
      ...frame,
      binary: own ? binary : frame.binary,
      samples,
      address: symbolAddress(app.seed, image, own, frame.symbol) + frame.offset,
      binaryUuid: uuid(app.seed, 'image', image).toUpperCase(),
      blamed: own
    }
  })
}

/** Where a symbol's code begins in memory: an app's own image lies low, those of the system high. */
function symbolAddress (seed: number, image: string, own: boolean, symbol: string): number {
  const page = stream(seed, 'image', image)
  const start = own ? 0x100000000 + page.int(0x10, 0x4fff) * 0x4000 : 0x180000000 + page.int(0x10, 0xffff) * 0x4000
  return start + stream(seed, 'symbol', image, symbol).int(0x100, 0xffff) * 16
}
