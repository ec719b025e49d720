/** Logs of a diagnostic signature: on which device, how bad, and the call stacks that lead to the place. */
import { stream, type Random } from '../kernel/random.js'
import type { Culprit, SignatureType } from './culprits.js'
import { deviceModel } from './devices.js'
import { callTree, type CallNode } from './call-tree.js'
import { metricKey } from './metrics.js'
import type { FieldApp, FieldVersion, MeasuredVersion } from './population.js'
import { signatureMetric } from './signatures.js'
import { pickSystem } from './systems.js'

export interface FieldLog {
  readonly type: SignatureType
  readonly device: string
  readonly system: string
  /** Milliseconds, or megabytes for disk writes. */
  readonly amount: number
  /** From the thread's start, down to whatever was going on when it was looked at. */
  readonly root: CallNode
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
  const amount = amountOf(type, top, draw)
  const code = { seed: app.seed, app: `${app.name} ${subject.build}`, binary: subject.binary, system }
  return { type, device, system, amount, root: callTree(type, culprit, samplesOf(type, amount, draw), code, draw) }
}

/** Threads are looked at every ten milliseconds; of writes about every twentieth megabyte is. */
function samplesOf (type: SignatureType, amount: number, draw: Random): number {
  if (type === 'DISK_WRITES') return Math.round(amount / 21 * draw.logNormal(1, 0.1))
  return Math.min(600, Math.max(20, Math.round(amount / 10)))
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
