import { Type, type Static } from '../../kernel/schema.js'
import { diagnosticTypes } from '../../facts/app-store.js'
import type { ResourceType } from '../json-api/resource.js'
import type { DiagnosticSignature } from '../diagnostics/signatures.js'

export const DiagnosticSignatureAttributes = Type.Object({
  diagnosticType: Type.Enum(diagnosticTypes),
  signature: Type.String({ description: 'Binary: symbol + offset.' }),
  weight: Type.Number({ description: 'Its share of all that happened, from 0 to 1.' }),
  insight: Type.Optional(Type.Object({
    insightType: Type.Literal('TREND'),
    direction: Type.Enum(['UP', 'DOWN', 'UNDEFINED']),
    referenceVersions: Type.Array(Type.Object({ version: Type.String(), value: Type.Number() }))
  }))
})
export type DiagnosticSignatureAttributes = Static<typeof DiagnosticSignatureAttributes>

export const diagnosticSignatures: ResourceType<DiagnosticSignature> = {
  type: 'diagnosticSignatures',
  attributeNames: Object.keys(DiagnosticSignatureAttributes.properties),
  attributes: ({ diagnosticType, signature, weight, trend }): DiagnosticSignatureAttributes => ({
    diagnosticType,
    signature,
    weight,
    ...(trend === undefined ? {} : { insight: { insightType: 'TREND', direction: trend.direction, referenceVersions: trend.referenceVersions.map((reference) => ({ ...reference })) } })
  }),
  relationships: { logs: { many: true, links: 'related' } }
}
