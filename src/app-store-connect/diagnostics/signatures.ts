import { NotFound } from '../../kernel/errors.js'
import { stream } from '../../kernel/random.js'
import { referenceCount } from '../../field/insights.js'
import { signatureTypes, type Culprit } from '../../field/culprits.js'
import { mainFamily, signatureMetric, trendOf, weighCulprits, type Trend } from '../../field/signatures.js'
import { diagnosticTypes, type AppBuild, type DiagnosticType, type PinnedSignature } from '../../facts/app-store.js'
import type { World } from '../../worlds/world.js'
import type { Order } from '../json-api/page.js'
import { isPublished, reportCounts, type Measured, type Measurements } from '../metrics/measurements.js'
import { releasedBuild } from '../metrics/metrics.js'

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
}

/** How many logs there are of a signature: the heavier, the more. */
export const logCount = ({ weight }: DiagnosticSignature): number => Math.max(1, Math.round(weight * 25))

/** Heaviest first. */
export const signatureOrder: Order<DiagnosticSignature> = { position: ({ weight, id }) => [weight, id], descending: [true, false] }

/**
 * The signatures of a build, by type and then weight as the type filter allows.
 * @throws NotFound for a build of which nothing is kept, as for its metrics.
 */
export function signaturesOf (measurements: Measurements, world: World, build: AppBuild, types: readonly string[] = diagnosticTypes, at: number): DiagnosticSignature[] {
  const { app, versions } = releasedBuild(measurements, world, build, at)
  const measured = versions.at(-1)!
  if (!isPublished(measured, at)) return []
  const reports = reportCounts(measured, at)(mainFamily(measured.app))
  const found = signatureTypes.filter((type) => types.includes(type)).flatMap((type): DiagnosticSignature[] => {
    const pinned = build.signatures.filter(({ diagnosticType }) => diagnosticType === type)
    if (pinned.length > 0) return pinned.map((signature) => ({ ...signature, trend: undefined, culprit: pinnedCulprit(signature), build, measured }))
    if (reports < signatureMetric(type).minimum) return []
    const before = versions.slice(0, -1).slice(-referenceCount).map((earlier) => ({ version: earlier.version.version, culprits: weighCulprits(earlier.app, earlier.version, earlier.values, type) }))
    return weighCulprits(measured.app, measured.version, measured.values, type).map(({ culprit, weight }) => ({
      id: signatureId(world.seed, build.id, type, culprit.symbol),
      diagnosticType: type,
      signature: `${app.binary}: ${culprit.symbol} + ${culprit.offset}`,
      weight,
      trend: trendOf(weight, before.flatMap(({ version, culprits }) => culprits.filter((other) => other.culprit.symbol === culprit.symbol).map((other) => ({ version, value: other.weight })))),
      culprit,
      build,
      measured
    }))
  })
  return found.sort((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1))
}

/** A place as the text of a pinned signature names it. */
function pinnedCulprit ({ signature, diagnosticType }: PinnedSignature): Culprit {
  const [, symbol = signature, offset = '0'] = /^(?:[^:]*: )?(.*?)(?: \+ (\d+))?$/.exec(signature) ?? []
  const name = /([A-Za-z_]\w*)/.exec(symbol)?.[1] ?? 'main'
  return { symbol, offset: Number(offset), file: `${name}.${symbol.includes('[') ? 'm' : 'swift'}`, line: stream(0, 'pinned-line', signature).int(20, 900), leaf: diagnosticType === 'DISK_WRITES' ? 'spill' : 'read' }
}

/**
 * The id of a signature, 66 hexadecimal digits as in Apple's sample. It holds the build's id, veiled by its own second
 * half, so that the logs of a signature are found without a register of all signatures.
 */
function signatureId (seed: number, buildId: string, type: string, symbol: string): string {
  const tail = stream(seed, 'signature', type, symbol, buildId).hex(34)
  return veil(seed, buildId.replaceAll('-', ''), tail) + tail
}

const veil = (seed: number, digits: string, tail: string): string => {
  const mask = stream(seed, 'signature-veil', tail).hex(32)
  return [...digits].map((digit, index) => (parseInt(digit, 16) ^ parseInt(mask[index]!, 16)).toString(16)).join('')
}

/** The signature of that id. @throws NotFound */
export function findSignature (measurements: Measurements, world: World, id: string, at: number): DiagnosticSignature {
  const found = buildOfSignature(world, id)
  if (found !== undefined && found.uploaded <= at) {
    try {
      const signature = signaturesOf(measurements, world, found, undefined, at).find((candidate) => candidate.id === id)
      if (signature !== undefined) return signature
    } catch (error) {
      if (!(error instanceof NotFound)) throw error
    }
  }
  throw new NotFound('diagnosticSignatures', id)
}

function buildOfSignature (world: World, id: string): AppBuild | undefined {
  if (!/^[0-9a-f]{66}$/.test(id)) return undefined
  const pinned = world.facts.appBuilds.in('pinned', '').find(({ signatures }) => signatures.some((signature) => signature.id === id))
  if (pinned !== undefined) return pinned
  const digits = veil(world.seed, id.slice(0, 32), id.slice(32))
  return world.facts.appBuilds.get([digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join('-'))
}
