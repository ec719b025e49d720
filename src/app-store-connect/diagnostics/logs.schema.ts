import { Type, ref, type Static } from '../../kernel/schema.js'

/** The logs document: not JSON:API, and of a media type of its own. Numbers such as lines and offsets are text. */
export const logsMediaType = 'application/vnd.apple.diagnostic-logs+json'

const Frame = Type.Object({
  offsetIntoBinaryTextSegment: Type.String({ description: 'Empty where the frame has a symbol.' }),
  offsetIntoSymbol: Type.String(),
  symbolName: Type.String(),
  address: Type.String(),
  insightsCategory: Type.Optional(Type.String()),
  binaryUUID: Type.String(),
  isBlameFrame: Type.Boolean(),
  binaryName: Type.String(),
  lineNumber: Type.String(),
  sampleCount: Type.Integer(),
  fileName: Type.String(),
  rawFrame: Type.String()
})
export type CallStackNode = Static<typeof Frame> & { subFrames: CallStackNode[] }

export const CallStackNode = Type.Object({
  ...Frame.properties,
  subFrames: Type.Array(Type.Unsafe<CallStackNode>({ $ref: 'DiagnosticLogCallStackNode#' }))
}, { $id: 'DiagnosticLogCallStackNode' })

export const DiagnosticLogs = Type.Object({
  productData: Type.Array(Type.Object({
    signatureId: Type.String(),
    diagnosticInsights: Type.Array(Type.Object({
      insightsURL: Type.String(),
      insightsCategory: Type.String(),
      insightsString: Type.String()
    })),
    diagnosticLogs: Type.Array(Type.Object({
      diagnosticMetaData: Type.Object({
        bundleId: Type.Optional(Type.String()),
        event: Type.String(),
        osVersion: Type.String(),
        appVersion: Type.String(),
        buildVersion: Type.Optional(Type.String()),
        writesCaused: Type.Optional(Type.String()),
        deviceType: Type.String({ description: 'A hardware id with an underscore: iPhone13_3.' }),
        platformArchitecture: Type.String(),
        eventDetail: Type.String()
      }),
      callStackTree: Type.Array(Type.Object({
        callStacks: Type.Array(Type.Object({ callStackRootFrames: Type.Array(ref(CallStackNode)) })),
        callStackPerThread: Type.Boolean()
      }))
    }))
  })),
  version: Type.String()
}, { $id: 'DiagnosticLogs' })
export type DiagnosticLogs = Static<typeof DiagnosticLogs>
