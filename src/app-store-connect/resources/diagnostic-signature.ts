import { Type, type Static } from '../../kernel/schema.js'
import { diagnosticTypes } from '../../facts/app-store.js'
import type { DiagnosticSignature } from '../diagnostics/signatures.js'
import { linkedMany } from '../json-api/relationship.js'
import { resource } from '../json-api/resource.js'

declare module '../json-api/records.js' {
  interface Records { diagnosticSignatures: DiagnosticSignature }
}

const DiagnosticSignatureAttributes = Type.Object({
  diagnosticType: Type.Enum(diagnosticTypes),
  signature: Type.String({ description: 'Binary: symbol + offset.' }),
  weight: Type.Number({ description: 'Its share of all that happened, from 0 to 1.' }),
  insight: Type.Optional(Type.Object({
    insightType: Type.Literal('TREND'),
    direction: Type.Enum(['UP', 'DOWN', 'UNDEFINED']),
    referenceVersions: Type.Array(Type.Object({ version: Type.String(), value: Type.Number() }))
  }))
})
type Attributes = Static<typeof DiagnosticSignatureAttributes>

function show ({ diagnosticType, signature, weight, trend }: DiagnosticSignature): Attributes {
  if (trend === undefined) return { diagnosticType, signature, weight }
  const referenceVersions = trend.referenceVersions.map((reference) => ({ ...reference }))
  return {
    diagnosticType,
    signature,
    weight,
    insight: { insightType: 'TREND', direction: trend.direction, referenceVersions }
  }
}

export const diagnosticSignatures = resource({
  type: 'diagnosticSignatures',
  component: 'DiagnosticSignature',
  access: 'metrics',
  attributes: DiagnosticSignatureAttributes,
  show,
  relationships: { logs: linkedMany(undefined, 'related') },
  // Heaviest first.
  order: { position: ({ weight, id }) => [weight, id], descending: [true, false] },
  filters: { diagnosticType: { takes: diagnosticTypes, of: ({ diagnosticType }) => diagnosticType } }
})
