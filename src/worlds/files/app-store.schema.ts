/** The App Store Connect section of a world file: keys, apps and their customers. */
import { Type, type Static } from '../../kernel/schema.js'
import { diagnosticTypes, platforms } from '../../facts/app-store.js'
import { Name, Time, closed } from './fields.schema.js'

const Version = Type.String({ pattern: '^[0-9A-Za-z.]{1,30}$' })
const Uuid = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' })

/** The roles of Apple's UserRole that an API key can have. */
export const roles = [
  'ADMIN', 'ACCOUNT_HOLDER', 'APP_MANAGER', 'DEVELOPER', 'MARKETING', 'SALES', 'FINANCE', 'ACCESS_TO_REPORTS',
  'CUSTOMER_SUPPORT'
] as const

export const ApiKeySpec = Type.Object({
  keyId: Type.String({ pattern: '^[A-Z0-9]{10}$' }),
  issuerId: Type.Optional(Type.Nullable(Uuid, {
    description: 'The team\'s issuer; null or absent for an individual\'s key.'
  })),
  publicKey: Type.Union([Type.String({ pattern: '^-----BEGIN PUBLIC KEY-----' }), Type.Record(Type.Unknown())], {
    description: 'The P-256 public key as PEM or JWK.'
  }),
  role: Type.Optional(Type.Enum(roles))
}, { $id: 'ApiKeySpec', ...closed })

/** A value that somebody chose for a metric of a version. */
export const PinSpec = Type.Object({
  version: Version,
  metric: Type.String({
    description: 'scrollHitchRate, or with its category where the id is ambiguous: TERMINATION.onScreen.'
  }),
  device: Type.String({ description: 'all_iphones, all_ipads, or a hardware id of the population.' }),
  percentile: Type.Unsafe<50 | 90>({ enum: [50, 90] }),
  value: Type.Number({ minimum: 0 }),
  errorMargin: Type.Optional(Type.Number({ minimum: 0 }))
}, { $id: 'PinSpec', ...closed })

const Words = Type.String({ maxLength: 500 })

const FrameSpec = Type.Object({
  symbol: Words,
  binary: Words,
  file: Words,
  line: Type.Integer({ minimum: 0 }),
  offset: Type.Integer({ minimum: 0, description: 'Bytes into the symbol\'s code.' }),
  address: Type.String({ pattern: '^0x[0-9a-f]{1,16}$' }),
  binaryUuid: Words,
  samples: Type.Integer({ minimum: 0 }),
  blamed: Type.Optional(Type.Boolean({ description: 'In the app\'s own code.' })),
  insight: Type.Optional(Type.String({ maxLength: 100, description: 'What Apple advises about it: SQLiteSpill.' })),
  raw: Type.Optional(Type.String({
    maxLength: 1000,
    description: 'The line that says it all again, where it does not follow from the rest.'
  }))
}, closed)

/** A log that somebody chose for a signature. */
export const LogSpec = Type.Object({
  metaData: Type.Object({
    bundleId: Type.Optional(Words),
    event: Words,
    osVersion: Words,
    appVersion: Words,
    buildVersion: Type.Optional(Words),
    writesCaused: Type.Optional(Words),
    deviceType: Words,
    platformArchitecture: Words,
    eventDetail: Words
  }, { ...closed, description: 'What the log says of itself, as the service writes it; nothing is added.' }),
  frames: Type.Array(FrameSpec, { maxItems: 200, description: 'The call stack, from the thread\'s start down.' })
}, { $id: 'LogSpec', ...closed })

/** A diagnostic signature that somebody chose for a build. */
export const SignatureSpec = Type.Object({
  id: Type.String({ pattern: '^[0-9a-f]{66}$' }),
  diagnosticType: Type.Enum(diagnosticTypes),
  signature: Type.String({ minLength: 1, maxLength: 500 }),
  weight: Type.Number({ minimum: 0, maximum: 1 }),
  logs: Type.Optional(Type.Array(LogSpec, { maxItems: 50, description: 'Its logs; made up, if left out.' }))
}, { $id: 'SignatureSpec', ...closed })

export const AppBuildSpec = Type.Object({
  id: Type.Optional(Uuid),
  version: Version,
  number: Version,
  uploaded: Type.Optional(Time),
  processing: Type.Optional(Type.String({
    pattern: '^P',
    maxLength: 40,
    description: 'How long the processing takes, an ISO 8601 duration.'
  })),
  outcome: Type.Optional(Type.Enum(['VALID', 'INVALID', 'FAILED'])),
  audience: Type.Optional(Type.Enum(['INTERNAL_ONLY', 'APP_STORE_ELIGIBLE'])),
  usesNonExemptEncryption: Type.Optional(Type.Nullable(Type.Boolean())),
  signatures: Type.Optional(Type.Array(SignatureSpec, { maxItems: 100 }))
}, { $id: 'AppBuildSpec', ...closed })
export type AppBuildSpec = Static<typeof AppBuildSpec>

const DeviceSpec = Type.Object({
  model: Type.String({ pattern: '^(iPhone|iPad)[0-9]+,[0-9]+$' }),
  share: Type.Number({ exclusiveMinimum: 0 })
}, closed)

export const AppSpec = Type.Object({
  id: Type.Optional(Type.String({ pattern: '^[0-9]{9,10}$' })),
  name: Name,
  bundleId: Type.String({ pattern: '^[A-Za-z0-9.-]{1,155}$' }),
  sku: Type.Optional(Name),
  primaryLocale: Type.Optional(Type.String({ pattern: '^[a-z]{2,3}(-[A-Za-z]+)*$' })),
  platform: Type.Optional(Type.Enum(platforms)),
  binary: Type.Optional(Name),
  train: Type.Optional(Type.String({
    description: 'The train of the world file\'s releases whose versions it ships.'
  })),
  buildsPerVersion: Type.Optional(Type.Integer({
    minimum: 1,
    maximum: 200,
    description: 'Uploads for each version, the last of which is released; 3 if left out.'
  })),
  builds: Type.Optional(Type.Array(AppBuildSpec, {
    maxItems: 100000,
    description: 'Explicit builds; for their versions they replace the usual ones. ' +
      'The last valid one of a released version is the released one.'
  })),
  minOsVersion: Type.Optional(Version),
  usage: Type.Optional(Type.Number({
    minimum: 0,
    maximum: 1e9,
    description: 'Devices whose owners share analytics, reporting a day once a version is adopted; ' +
      '20000 if left out. Below a hundred or so nothing is shown.'
  })),
  usageByVersion: Type.Optional(Type.Record(Type.Number({ minimum: 0 }))),
  ipads: Type.Optional(Type.Number({
    minimum: 0,
    maximum: 1,
    description: 'The iPads\' share, where the devices are not listed; 0.15 if left out.'
  })),
  devices: Type.Optional(Type.Array(DeviceSpec, { minItems: 1, maxItems: 50 })),
  medians: Type.Optional(Type.Record(Type.Number({ exclusiveMinimum: 0 }), {
    description: 'Medians on an ordinary device, by metric.'
  })),
  goals: Type.Optional(Type.Boolean({ description: 'Whether metrics carry recommended goals; true if left out.' })),
  madeForKids: Type.Optional(Type.Boolean()),
  thirdPartyContent: Type.Optional(Type.Boolean()),
  pins: Type.Optional(Type.Array(PinSpec, { maxItems: 10000 }))
}, { $id: 'AppSpec', ...closed })
export type AppSpec = Static<typeof AppSpec>

export const AppStoreSpec = Type.Object({
  keys: Type.Optional(Type.Array(ApiKeySpec, { maxItems: 100 })),
  apps: Type.Optional(Type.Array(AppSpec, { maxItems: 1000 }))
}, { $id: 'AppStoreSpec', ...closed })
export type AppStoreSpec = Static<typeof AppStoreSpec>
