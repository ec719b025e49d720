import { advice } from '../../field/frames.js'
import { fieldLog, type FieldLog, type StackFrame } from '../../field/logs.js'
import type { StoreApp } from '../../facts/app-store.js'
import type { CallStackNode, DiagnosticLogs } from './logs.schema.js'
import { logCount, type DiagnosticSignature } from './signatures.js'

type Log = DiagnosticLogs['productData'][number]['diagnosticLogs'][number]

/** The logs of a signature, `limit` at most. */
export function logsBody (signature: DiagnosticSignature, app: StoreApp, limit: number): DiagnosticLogs {
  const { measured, build, diagnosticType, culprit } = signature
  const subject = { app: measured.app, version: measured.version, values: measured.values, binary: app.binary, build: build.id, type: diagnosticType, culprit }
  const logs = Array.from({ length: Math.min(limit, logCount(signature)) }, (_, number) => fieldLog(subject, number))
  const categories = new Set(logs.flatMap(({ frames }) => frames.flatMap(({ insight }) => insight ?? [])))
  return {
    productData: [{
      signatureId: signature.id,
      diagnosticInsights: [...categories].flatMap((category) => {
        const known = advice[category]
        return known === undefined ? [] : [{ insightsURL: known.url, insightsCategory: category, insightsString: known.text }]
      }),
      diagnosticLogs: logs.map((log) => logBody(log, signature, app))
    }],
    version: '1.0.0'
  }
}

function logBody (log: FieldLog, { build }: DiagnosticSignature, app: StoreApp): Log {
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
    callStackTree: [{ callStacks: [{ callStackRootFrames: [node(log.frames)] }], callStackPerThread: log.type !== 'DISK_WRITES' }]
  }
}

/** The words for disk writes are Apple's; those for hangs and launches are guesses. */
function eventOf ({ type, amount }: FieldLog): { event: string, detail: string, writes?: string } {
  if (type === 'HANGS') return { event: 'hang', detail: `Hang of ${Math.round(amount)} ms` }
  if (type === 'LAUNCHES') return { event: 'launch', detail: `Launch of ${Math.round(amount)} ms` }
  const writes = `${amount.toFixed(2)} MB`
  return { event: 'disk writes', detail: `Total of ${writes} of disk writes`, writes }
}

/** The first frame, with the rest below it. */
function node ([frame, ...below]: readonly StackFrame[]): CallStackNode {
  const { symbol, binary, file, line, offset, samples, address, binaryUuid, blamed, insight } = frame!
  const hex = `0x${address.toString(16)}`
  return {
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
    subFrames: below.length === 0 ? [] : [node(below)]
  }
}
