import type { CallStackNode, DiagnosticLogs } from '../../../../app-store-connect/diagnostics/logs.schema.js'

/** A frame of a call stack, how deep it lies, and how much of the samples went through it. */
export interface Frame {
  readonly depth: number
  readonly symbol: string
  readonly binary: string
  /** `main.swift:12`; empty where the frame has no source. */
  readonly place: string
  readonly samples: number
  readonly isBlamed: boolean
  /** Whether stacks went different ways from here. */
  readonly isBranch: boolean
}

type Log = DiagnosticLogs['productData'][number]['diagnosticLogs'][number]

/** A log's stacks as lines. Only where stacks part is what is called one deeper: deep stacks would leave the page. */
export function framesOf ({ callStackTree }: Log): Frame[] {
  const frames: Frame[] = []
  const walk = (node: CallStackNode, depth: number): void => {
    const { symbolName, binaryName, fileName, lineNumber, sampleCount, isBlameFrame, subFrames } = node
    const isBranch = subFrames.length > 1
    const place = fileName === '' ? '' : `${fileName}:${lineNumber}`
    frames.push({
      depth, symbol: symbolName, binary: binaryName, place, samples: sampleCount, isBlamed: isBlameFrame, isBranch
    })
    for (const below of subFrames) walk(below, isBranch ? depth + 1 : depth)
  }
  for (const { callStacks } of callStackTree) {
    for (const { callStackRootFrames } of callStacks) for (const root of callStackRootFrames) walk(root, 0)
  }
  return frames
}

/** `Hang of 489 ms on iPhone13,3, iPhone OS 26.1 (23B85), version 6.2 (48)` */
export function logTitle ({ diagnosticMetaData: data }: Log): string {
  const build = data.buildVersion === undefined ? '' : ` (${data.buildVersion})`
  const device = data.deviceType.replace('_', ',')
  return `${data.eventDetail} on ${device}, ${data.osVersion}, version ${data.appVersion}${build}`
}

export const logsOf = ({ productData }: DiagnosticLogs): Log[] =>
  productData.flatMap(({ diagnosticLogs }) => diagnosticLogs)

export const adviceOf = ({ productData }: DiagnosticLogs): string[] =>
  productData.flatMap(({ diagnosticInsights }) => diagnosticInsights.map(({ insightsString }) => insightsString))
