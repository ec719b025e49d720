/** The App Store Connect section of a world file: keys, apps and their customers. */
import { Type, type Static } from '../../kernel/schema.js'
import { platforms } from '../../facts/app-store.js'
import { closed, duration, name, time, type About } from './fields.schema.js'
import { SignatureSpec } from './signature.schema.js'

const version = (about: About): ReturnType<typeof Type.String> =>
  Type.String({ pattern: '^[0-9A-Za-z.]{1,30}$', ...about })
const uuid = (about: About): ReturnType<typeof Type.String> =>
  Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$', ...about })

/** The roles of Apple's UserRole that an API key can have. */
export const roles = [
  'ADMIN', 'ACCOUNT_HOLDER', 'APP_MANAGER', 'DEVELOPER', 'MARKETING', 'SALES', 'FINANCE', 'ACCESS_TO_REPORTS',
  'CUSTOMER_SUPPORT'
] as const

export const ApiKeySpec = Type.Object({
  keyId: Type.String({ pattern: '^[A-Z0-9]{10}$', description: 'The key\'s id.', examples: ['2X9R4HXF34'] }),
  issuerId: Type.Optional(Type.Nullable(uuid({ description: '' }), {
    description: 'The team\'s issuer; null for an individual\'s key.',
    usual: null,
    examples: ['57246542-96fe-1a63-e053-0824d011072a']
  })),
  publicKey: Type.Union([Type.String({ pattern: '^-----BEGIN PUBLIC KEY-----' }), Type.Record(Type.Unknown())], {
    description: 'The P-256 public key as PEM or JWK; "perftwin keys create" makes one.',
    examples: [
      '-----BEGIN PUBLIC KEY-----\n…\n-----END PUBLIC KEY-----\n',
      { kty: 'EC', crv: 'P-256', x: '…', y: '…' }
    ]
  }),
  role: Type.Optional(Type.Enum(roles, { description: 'What the key may do.', usual: 'ADMIN' }))
}, { $id: 'ApiKeySpec', ...closed })

/** A value that somebody chose for a metric of a version. */
export const PinSpec = Type.Object({
  version: version({ description: 'Of which released version.', examples: ['2.1'] }),
  metric: Type.String({
    description: 'Which metric; with its category where the id is ambiguous.',
    examples: ['scrollHitchRate', 'TERMINATION.onScreen']
  }),
  device: Type.String({
    description: 'On what: all_iphones, all_ipads, or a hardware id of the population.',
    examples: ['all_iphones', 'iPhone15,2']
  }),
  percentile: Type.Unsafe<50 | 90>({
    enum: [50, 90], description: 'What half, or nine tenths, of the customers stay below.'
  }),
  value: Type.Number({ minimum: 0, description: 'The value, in the metric\'s unit.', examples: [900] }),
  errorMargin: Type.Optional(Type.Number({
    minimum: 0, description: 'Its error margin; as the number of reports has it if left out.', examples: [12]
  }))
}, { $id: 'PinSpec', ...closed })

export const AppBuildSpec = Type.Object({
  id: Type.Optional(uuid({
    description: 'Its id; derived from the seed if left out.', examples: ['00000000-0000-4000-8000-000000000001']
  })),
  version: version({ description: 'The version it is a build of.', examples: ['2.1'] }),
  number: version({ description: 'Its build number.', examples: ['42'] }),
  uploaded: Type.Optional(time({
    description: 'When it was uploaded; three days before the release if left out.', examples: ['-P12D']
  })),
  processing: Type.Optional(duration({
    description: 'How long the processing takes; some minutes by the seed if left out.', examples: ['PT8M']
  })),
  outcome: Type.Optional(Type.Enum(['VALID', 'INVALID', 'FAILED'], {
    description: 'What comes of the processing.', usual: 'VALID'
  })),
  audience: Type.Optional(Type.Enum(['INTERNAL_ONLY', 'APP_STORE_ELIGIBLE'], {
    description: 'Whom it may be given to.', usual: 'APP_STORE_ELIGIBLE'
  })),
  usesNonExemptEncryption: Type.Optional(Type.Nullable(Type.Boolean(), {
    description: 'What was answered about encryption; null: nothing yet.', usual: false, examples: [null]
  })),
  signatures: Type.Optional(Type.Array(SignatureSpec, {
    maxItems: 100, description: 'Diagnostic signatures; made up from its metrics if left out.'
  }))
}, { $id: 'AppBuildSpec', ...closed })
export type AppBuildSpec = Static<typeof AppBuildSpec>

const DeviceSpec = Type.Object({
  model: Type.String({
    pattern: '^(iPhone|iPad)[0-9]+,[0-9]+$', description: 'A hardware id.', examples: ['iPhone15,2']
  }),
  share: Type.Number({
    exclusiveMinimum: 0, description: 'Its share of all reports, beside the others\'.', examples: [0.4]
  })
}, closed)

export const AppSpec = Type.Object({
  id: Type.Optional(Type.String({
    pattern: '^[0-9]{9,10}$', description: 'Its Apple ID; derived from the seed if left out.', examples: ['6443000001']
  })),
  name: name({ description: 'Its name.', examples: ['Example Shop'] }),
  bundleId: Type.String({
    pattern: '^[A-Za-z0-9.-]{1,155}$', description: 'Its bundle id.', examples: ['com.example.shop']
  }),
  sku: Type.Optional(name({ description: 'Its SKU; from the bundle id if left out.', examples: ['SHOP-IOS'] })),
  primaryLocale: Type.Optional(Type.String({
    pattern: '^[a-z]{2,3}(-[A-Za-z]+)*$', description: 'Its first language.', usual: 'en-US', examples: ['de-DE']
  })),
  platform: Type.Optional(Type.Enum(platforms, { description: 'What it runs on.', usual: 'IOS' })),
  binary: Type.Optional(name({
    description: 'What its program is called in logs; from the name if left out.', examples: ['ExampleShop']
  })),
  train: Type.Optional(Type.String({
    description: 'The train of the world file\'s releases whose versions it ships; it has none if left out.',
    examples: ['ios']
  })),
  buildsPerVersion: Type.Optional(Type.Integer({
    minimum: 1,
    maximum: 200,
    description: 'Uploads for each version, the last of which is released.',
    usual: 3,
    examples: [5]
  })),
  builds: Type.Optional(Type.Array(AppBuildSpec, {
    maxItems: 100000,
    description: 'Explicit builds; for their versions they replace the usual ones. ' +
      'The last valid one of a released version is the released one.',
    usual: []
  })),
  minOsVersion: Type.Optional(version({
    description: 'The oldest system it runs on.', usual: '15.0', examples: ['16.0']
  })),
  usage: Type.Optional(Type.Number({
    minimum: 0,
    maximum: 1e9,
    description: 'Devices whose owners share analytics, reporting a day once a version is adopted. ' +
      'Below a hundred or so nothing is shown.',
    usual: 20000,
    examples: [500]
  })),
  usageByVersion: Type.Optional(Type.Record(Type.Number({ minimum: 0 }), {
    description: 'The usage of single versions.', usual: {}, examples: [{ 2.1: 300 }]
  })),
  ipads: Type.Optional(Type.Number({
    minimum: 0,
    maximum: 1,
    description: 'The iPads\' share, where the devices are not listed.',
    usual: 0.15,
    examples: [0.3]
  })),
  devices: Type.Optional(Type.Array(DeviceSpec, {
    minItems: 1, maxItems: 50, description: 'Its customers\' devices; the usual mix if left out.'
  })),
  medians: Type.Optional(Type.Record(Type.Number({ exclusiveMinimum: 0 }), {
    description: 'Medians on an ordinary device, by metric; as of an ordinary app where left out.',
    examples: [{ launchTime: 620, 'BATTERY.onScreen': 1.2 }]
  })),
  goals: Type.Optional(Type.Boolean({ description: 'Whether metrics carry recommended goals.', usual: true })),
  madeForKids: Type.Optional(Type.Boolean({ description: 'Whether it is made for kids.', usual: false })),
  thirdPartyContent: Type.Optional(Type.Boolean({
    description: 'Whether it shows other people\'s content.', usual: false
  })),
  pins: Type.Optional(Type.Array(PinSpec, {
    maxItems: 10000, description: 'Values of metrics that win over simulated ones.', usual: []
  }))
}, { $id: 'AppSpec', ...closed })
export type AppSpec = Static<typeof AppSpec>

export const AppStoreSpec = Type.Object({
  keys: Type.Optional(Type.Array(ApiKeySpec, {
    maxItems: 100, description: 'API keys, which --auth strict asks for.', usual: []
  })),
  apps: Type.Optional(Type.Array(AppSpec, { maxItems: 1000, description: 'Apps and their customers.', usual: [] }))
}, { $id: 'AppStoreSpec', ...closed, description: 'What App Store Connect shows: keys and apps.' })
export type AppStoreSpec = Static<typeof AppStoreSpec>
