/** Logs of a diagnostic signature: on which device, how bad, and the call stack that leads to the place. */
import { uuid } from '../kernel/ids.js'
import { stream, type Random } from '../kernel/random.js'
import { deviceModel } from './devices.js'
import { callers, leaves, systems, type Frame } from './frames.js'
import type { FieldApp, FieldVersion, MeasuredVersion } from './population.js'
import { signatureMetric, type Culprit, type SignatureType } from './signatures.js'
import { metricKey } from './metrics.js'

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

/** What a log is about. `binary`: the app's executable; `build` names the build, whose code has addresses of its own. */
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
  // A device came with the system of its autumn, and never had an older one.
  const possible = systems.filter(({ since }) => since >= Date.UTC(deviceModel(device).since, 7))
  const released = possible.filter(({ since }) => since <= version.released)
  const known = released.length > 0 ? released : possible.slice(0, 1)
  const system = (known[Math.max(0, known.length - (draw.chance(0.8) ? 1 : 2))] ?? systems.at(-1)!).name
  return { type, device, system, amount: amountOf(type, top, draw), frames: framesOf(subject, draw, system) }
}

/** Slower devices get into trouble more often. */
function pickDevice (app: FieldApp, draw: Random): string {
  const weights = app.devices.map(({ model, share }) => share * deviceModel(model).slowness ** 2)
  let rest = draw.float() * weights.reduce((sum, weight) => sum + weight, 0)
  return (app.devices.find((_share, index) => (rest -= weights[index]!) <= 0) ?? app.devices.at(-1)!).model
}

/** A hang counts from 250 ms, a launch is reported when it is among the slowest, writes from 1 GiB a day. */
function amountOf (type: SignatureType, top: number, draw: Random): number {
  if (type === 'LAUNCHES') return top * draw.logNormal(1.25, 0.15)
  if (type === 'HANGS') return 250 + 220 * Math.sqrt(Math.max(0.1, top)) * draw.logNormal(1, 0.6)
  return 1073.74 + draw.logNormal(40, 1)
}

function framesOf ({ app, binary, build, type, culprit }: LogSubject, draw: Random, system: string): StackFrame[] {
  const place: Frame = { symbol: culprit.symbol, binary: 'app', file: culprit.file, line: culprit.line, offset: culprit.offset }
  let samples = draw.int(12, 60)
  return [...callers[type], place, ...(leaves[culprit.leaf] ?? leaves['read']!)].map((frame) => {
    const own = frame.binary === 'app'
    const image = own ? `${app.name} ${build}` : `${frame.binary} ${system}`
    const base = stream(app.seed, 'image', image)
    const start = own ? 0x100000000 + base.int(0x10, 0x4fff) * 0x4000 : 0x180000000 + base.int(0x10, 0xffff) * 0x4000
    const symbolAt = start + stream(app.seed, 'symbol', image, frame.symbol).int(0x100, 0xffff) * 16
    if (draw.chance(0.25)) samples = Math.max(1, samples - draw.int(0, 3))
    return { ...frame, binary: own ? binary : frame.binary, samples, address: symbolAt + frame.offset, binaryUuid: uuid(app.seed, 'image', image).toUpperCase(), blamed: own }
  })
}
