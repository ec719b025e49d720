import { advice } from '../../field/frames.js'
import { fieldLog, type FieldLog, type StackFrame } from '../../field/logs.js'
import type { AppBuild, StoreApp } from '../../facts/app-store.js'
import type { CallStackNode, DiagnosticLogs } from './logs.schema.js'
import { logCount, type DiagnosticSignature } from './signatures.js'

type ProductData = DiagnosticLogs['productData'][number]
type Log = ProductData['diagnosticLogs'][number]

/** The logs of a signature, `limit` at most. */
export function logsBody (signature: DiagnosticSignature, app: StoreApp, limit: number): DiagnosticLogs {
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
  const logs = Array.from({ length: count }, (_, number) => fieldLog(subject, number))
  return {
    productData: [{
      signatureId: signature.id,
      diagnosticInsights: insightsBody(logs),
      diagnosticLogs: logs.map((log) => logBody(log, build, app))
    }],
    version: '1.0.0'
  }
}

/** Advice on what the frames of some logs do, each piece once. */
function insightsBody (logs: readonly FieldLog[]): ProductData['diagnosticInsights'] {
  const categories = new Set(logs.flatMap(({ frames }) => frames.flatMap(({ insight }) => insight ?? [])))
  return [...categories].flatMap((category) => {
    const known = advice[category]
    if (known === undefined) return []
    return [{ insightsURL: known.url, insightsCategory: category, insightsString: known.text }]
  })
}

function logBody (log: FieldLog, build: AppBuild, app: StoreApp): Log {
  const { event, detail, writes } = eventOf(log)
  return {
    diagnosticMetaData: {
      bundleId: app.bundleId,
      event,
      osVersion: log.system,
      appVersion: build.marketingVersion,
      buildVersion: build.version,
      ...(writes === undefined ? {} : { writesCaused: writes }),
      deviceType: log.device.replace(',', '_'),
      platformArchitecture: 'arm64',
      eventDetail: detail
    },
    callStackTree: [{
      callStacks: [{ callStackRootFrames: nested(log.frames) }],
      callStackPerThread: log.type !== 'DISK_WRITES'
    }]
  }
}

/** The words for disk writes are Apple's; those for hangs and launches are guesses. */
function eventOf ({ type, amount }: FieldLog): { event: string, detail: string, writes?: string } {
  if (type === 'HANGS') return { event: 'hang', detail: `Hang of ${Math.round(amount)} ms` }
  if (type === 'LAUNCHES') return { event: 'launch', detail: `Launch of ${Math.round(amount)} ms` }
  const writes = `${amount.toFixed(2)} MB`
  return { event: 'disk writes', detail: `Total of ${writes} of disk writes`, writes }
}

/** The first frame, with the rest nested below it. */
function nested ([frame, ...below]: readonly StackFrame[]): CallStackNode[] {
  if (frame === undefined) return []
  const { symbol, binary, file, line, offset, samples, address, binaryUuid, blamed, insight } = frame
  const hex = `0x${address.toString(16)}`
  return [{
    offsetIntoBinaryTextSegment: '',
    offsetIntoSymbol: String(offset),
    symbolName: symbol,
    address: hex,
    ...(insight === undefined ? {} : { insightsCategory: insight }),
    binaryUUID: binaryUuid,
    isBlameFrame: blamed,
    binaryName: binary,
    lineNumber: String(line),
    sampleCount: samples,
    fileName: file,
    rawFrame: `${samples} ${symbol} (in ${binary}) + ${offset} (${file}:${line}) [${hex}]`,
    subFrames: nested(below)
  }]
}
