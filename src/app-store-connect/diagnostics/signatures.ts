import { NotFound } from '../../kernel/errors.js'
import { stream } from '../../kernel/random.js'
import { referenceCount } from '../../field/insights.js'
import { signatureTypes, type Culprit } from '../../field/culprits.js'
import { mainFamily, signatureMetric, trendOf, weighCulprits, type Trend } from '../../field/signatures.js'
import type { AppBuild, DiagnosticType, PinnedLog, PinnedSignature } from '../../facts/app-store.js'
import { isPublished, reportCounts, type Measured, type Measurements } from '../metrics/measurements.js'
import { releasedBuild } from '../metrics/report.js'
import type { Moment } from '../records/moment.js'
import { buildIdIn, signatureId } from './signature-id.js'

export interface DiagnosticSignature {
  readonly id: string
  readonly diagnosticType: DiagnosticType
  /** `Binary: symbol + offset`. */
  readonly signature: string
  readonly weight: number
  readonly trend: Trend | undefined
  readonly culprit: Culprit
  readonly build: AppBuild
  readonly measured: Measured
  /** Chosen logs, where somebody chose them. */
  readonly logs?: readonly PinnedLog[]
}

/** How many logs there are of a signature: the heavier, the more. */
export const logCount = ({ weight }: DiagnosticSignature): number => Math.max(1, Math.round(weight * 25))

/** What all signatures of a build are made from. */
interface Subject {
  readonly seed: number
  readonly binary: string
  readonly build: AppBuild
  readonly measured: Measured
  /** The versions before it that its own is held against, oldest first. */
  readonly before: readonly Measured[]
  /** The day's reports of the family that most of the app's devices belong to. */
  readonly reports: number
}

/**
 * The signatures of a build, heaviest first.
 * @throws NotFound for a build of which nothing is kept, as for its metrics.
 */
export function signaturesOf (measurements: Measurements, build: AppBuild, moment: Moment): DiagnosticSignature[] {
  const { world: { seed }, at } = moment
  const { app: { binary }, measured, versions } = releasedBuild(measurements, build, moment)
  if (!isPublished(measured, at)) return []
  const reports = reportCounts(measured, at)(mainFamily(measured.app))
  const before = versions.slice(0, -1).slice(-referenceCount)
  const subject = { seed, binary, build, measured, before, reports }
  return signatureTypes
    .flatMap((type) => signaturesOfType(subject, type))
    .sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1))
}

function signaturesOfType (subject: Subject, type: DiagnosticType): DiagnosticSignature[] {
  const { build, measured, reports } = subject
  const pinned = build.signatures.filter(({ diagnosticType }) => diagnosticType === type)
  if (pinned.length > 0) {
    return pinned.map((signature) =>
      ({ ...signature, trend: undefined, culprit: pinnedCulprit(signature), build, measured }))
  }
  return reports < signatureMetric(type).minimum ? [] : measuredSignatures(subject, type)
}

function measuredSignatures (subject: Subject, type: DiagnosticType): DiagnosticSignature[] {
  const { seed, binary, build, measured, before } = subject
  const culpritsOf = ({ app, version, values }: Measured): ReturnType<typeof weighCulprits> =>
    weighCulprits(app, version, values, type)
  const earlier = before.map((one) => ({ version: one.version.version, culprits: culpritsOf(one) }))
  const weightsBefore = (symbol: string): Array<{ version: string, value: number }> =>
    earlier.flatMap(({ version, culprits }) => culprits
      .filter(({ culprit }) => culprit.symbol === symbol)
      .map(({ weight }) => ({ version, value: weight })))
  return culpritsOf(measured).map(({ culprit, weight }) => ({
    id: signatureId(seed, build.id, type, culprit.symbol),
    diagnosticType: type,
    signature: `${binary}: ${culprit.symbol} + ${culprit.offset}`,
    weight,
    trend: trendOf(weight, weightsBefore(culprit.symbol)),
    culprit,
    build,
    measured
  }))
}

/** A place as the text of a pinned signature names it. */
function pinnedCulprit ({ signature, diagnosticType }: PinnedSignature): Culprit {
  const [, symbol = signature, offset = '0'] = /^(?:[^:]*: )?(.*?)(?: \+ (\d+))?$/.exec(signature) ?? []
  const name = /([A-Za-z_]\w*)/.exec(symbol)?.[1] ?? 'main'
  return {
    symbol,
    offset: Number(offset),
    file: `${name}.${symbol.includes('[') ? 'm' : 'swift'}`,
    line: stream(0, 'pinned-line', signature).int(20, 900),
    leaf: diagnosticType === 'DISK_WRITES' ? 'spill' : 'read'
  }
}

/** The signatures of a build, none where nothing is kept of it. */
export function keptSignatures (measurements: Measurements, build: AppBuild, moment: Moment): DiagnosticSignature[] {
  try {
    return signaturesOf(measurements, build, moment)
  } catch (error) {
    if (error instanceof NotFound) return []
    throw error
  }
}

/** The signature of that id. @throws NotFound */
export function findSignature (measurements: Measurements, id: string, moment: Moment): DiagnosticSignature {
  const build = buildOfSignature(id, moment)
  const all = build === undefined || build.uploaded > moment.at ? [] : keptSignatures(measurements, build, moment)
  const signature = all.find((candidate) => candidate.id === id)
  if (signature === undefined) throw new NotFound('diagnosticSignatures', id)
  return signature
}

function buildOfSignature (id: string, { world: { seed, facts } }: Moment): AppBuild | undefined {
  const held = buildIdIn(seed, id)
  if (held === undefined) return undefined
  const hasPinned = ({ signatures }: AppBuild): boolean => signatures.some((signature) => signature.id === id)
  return facts.appBuilds.in('pinned', '').find(hasPinned) ?? facts.appBuilds.get(held)
}
