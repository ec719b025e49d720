import { advice } from '../../field/frames.js'
import type { CallNode } from '../../field/call-tree.js'
import { fieldLog, type FieldLog } from '../../field/logs.js'
import type { AppBuild, DiagnosticType, PinnedFrame, PinnedLog, StoreApp } from '../../facts/app-store.js'
import type { CallStackNode, DiagnosticLogs } from './logs.schema.js'
import { logCount, type DiagnosticSignature } from './signatures.js'

type ProductData = DiagnosticLogs['productData'][number]
type Log = ProductData['diagnosticLogs'][number]

/** A frame that is told, and what it called: several frames where the stacks went different ways. */
interface ToldFrame extends PinnedFrame { readonly calls: readonly ToldFrame[] }

interface ToldLog { readonly metaData: PinnedLog['metaData'], readonly roots: readonly ToldFrame[] }

/** The logs of a signature, `limit` at most. */
export function logsBody (signature: DiagnosticSignature, app: StoreApp, limit: number): DiagnosticLogs {
  const { id, diagnosticType } = signature
  const chosen = signature.logs?.slice(0, limit).map(({ metaData, frames }) => ({ metaData, roots: nested(frames) }))
  const shown = chosen ?? simulatedLogs(signature, app, limit)
  return {
    productData: [{
      signatureId: id,
      diagnosticInsights: insightsBody(shown),
      diagnosticLogs: shown.map((log) => logBody(log, diagnosticType))
    }],
    version: '1.0.0'
  }
}

/** A call stack that somebody chose: each frame below the one before. */
const nested = ([frame, ...below]: readonly PinnedFrame[]): ToldFrame[] =>
  frame === undefined ? [] : [{ ...frame, calls: nested(below) }]

/** The logs of a signature that nobody chose, as if somebody had. */
function simulatedLogs (signature: DiagnosticSignature, app: StoreApp, limit: number): ToldLog[] {
  const { measured, build, diagnosticType, culprit } = signature
  const subject = {
    app: measured.app,
    version: measured.version,
    values: measured.values,
    binary: app.binary,
    build: build.id,
    type: diagnosticType,
    culprit
  }
  const count = Math.min(limit, logCount(signature))
  return Array.from({ length: count }, (_, number) => {
    const log = fieldLog(subject, number)
    return { metaData: metaDataOf(log, build, app), roots: [toldFrame(log.root)] }
  })
}

/** Advice on what the frames of some logs do, each piece once. */
function insightsBody (logs: readonly ToldLog[]): ProductData['diagnosticInsights'] {
  const categories = new Set(logs.flatMap(({ roots }) => insightsBelow(roots)))
  return [...categories].flatMap((category) => {
    const known = advice[category]
    if (known === undefined) return []
    return [{ insightsURL: known.url, insightsCategory: category, insightsString: known.text }]
  })
}

const insightsBelow = (frames: readonly ToldFrame[]): string[] =>
  frames.flatMap(({ insight, calls }) => [...insight === undefined ? [] : [insight], ...insightsBelow(calls)])

const logBody = ({ metaData, roots }: ToldLog, type: DiagnosticType): Log => ({
  diagnosticMetaData: { ...metaData },
  callStackTree: [{
    callStacks: [{ callStackRootFrames: roots.map(nodeBody) }],
    callStackPerThread: type !== 'DISK_WRITES'
  }]
})

function metaDataOf (log: FieldLog, build: AppBuild, app: StoreApp): PinnedLog['metaData'] {
  const { event, detail, writes } = eventOf(log)
  return {
    bundleId: app.bundleId,
    event,
    osVersion: log.system,
    appVersion: build.marketingVersion,
    buildVersion: build.version,
    ...(writes === undefined ? {} : { writesCaused: writes }),
    deviceType: log.device.replace(',', '_'),
    platformArchitecture: 'arm64',
    eventDetail: detail
  }
}

const toldFrame = ({ address, calls, ...frame }: CallNode): ToldFrame =>
  ({ ...frame, address: `0x${address.toString(16)}`, calls: calls.map(toldFrame) })

/** The words for disk writes are Apple's; those for hangs and launches are guesses. */
function eventOf ({ type, amount }: FieldLog): { event: string, detail: string, writes?: string } {
  if (type === 'HANGS') return { event: 'hang', detail: `Hang of ${Math.round(amount)} ms` }
  if (type === 'LAUNCHES') return { event: 'launch', detail: `Launch of ${Math.round(amount)} ms` }
  const writes = `${amount.toFixed(2)} MB`
  return { event: 'disk writes', detail: `Total of ${writes} of disk writes`, writes }
}

function nodeBody (frame: ToldFrame): CallStackNode {
  const { symbol, binary, file, line, offset, samples, address, binaryUuid, blamed = false, insight, raw } = frame
  return {
    offsetIntoBinaryTextSegment: '',
    offsetIntoSymbol: String(offset),
    symbolName: symbol,
    address,
    ...(insight === undefined ? {} : { insightsCategory: insight }),
    binaryUUID: binaryUuid,
    isBlameFrame: blamed,
    binaryName: binary,
    lineNumber: String(line),
    sampleCount: samples,
    fileName: file,
    rawFrame: raw ?? `${samples} ${symbol} (in ${binary}) + ${offset} (${file}:${line}) [${address}]`,
    subFrames: frame.calls.map(nodeBody)
  }
}
