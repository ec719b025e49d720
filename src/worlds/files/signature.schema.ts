/** Diagnostic signatures and logs that somebody chose for an app's build. */
import { Type } from '../../kernel/schema.js'
import { diagnosticTypes } from '../../facts/app-store.js'
import { closed } from './fields.schema.js'

const words = (description: string, example: string): ReturnType<typeof Type.String> =>
  Type.String({ maxLength: 500, description, examples: [example] })

const FrameSpec = Type.Object({
  symbol: words('The symbol.', '-[Cart total]'),
  binary: words('The binary it is in.', 'ExampleShop'),
  file: words('The source file.', 'Cart.m'),
  line: Type.Integer({ minimum: 0, description: 'The line in it.', examples: [120] }),
  offset: Type.Integer({ minimum: 0, description: 'Bytes into the symbol\'s code.', examples: [48] }),
  address: Type.String({ pattern: '^0x[0-9a-f]{1,16}$', description: 'The address.', examples: ['0x1042a8f30'] }),
  binaryUuid: words('The UUID of the binary.', '70B89F27-1634-3580-A695-57CDB41D7743'),
  samples: Type.Integer({ minimum: 0, description: 'In how many samples it was seen.', examples: [12] }),
  blamed: Type.Optional(Type.Boolean({ description: 'In the app\'s own code.', usual: false })),
  insight: Type.Optional(Type.String({
    maxLength: 100, description: 'What Apple advises about it; nothing if left out.', examples: ['SQLiteSpill']
  })),
  raw: Type.Optional(Type.String({
    maxLength: 1000,
    description: 'The line that says it all again; it follows from the rest if left out.',
    examples: ['12 -[Cart total] (in ExampleShop) (Cart.m:120) [0x1042a8f30]']
  }))
}, closed)

/** A log that somebody chose for a signature. */
const LogSpec = Type.Object({
  metaData: Type.Object({
    bundleId: Type.Optional(words('The app\'s bundle id; not told if left out.', 'com.example.shop')),
    event: words('What happened.', 'hang'),
    osVersion: words('The system.', 'iOS 18.0 (22A3354)'),
    appVersion: words('The app\'s version.', '2.1'),
    buildVersion: Type.Optional(words('The build; not told if left out.', '42')),
    writesCaused: Type.Optional(words('How much was written; not told if left out.', '1073.76 MB')),
    deviceType: words('The device.', 'iPhone15,2'),
    platformArchitecture: words('Its architecture.', 'arm64e'),
    eventDetail: words('More of what happened.', '2.4 s')
  }, { ...closed, description: 'What the log says of itself, as the service writes it; nothing is added.' }),
  frames: Type.Array(FrameSpec, { maxItems: 200, description: 'The call stack, from the thread\'s start down.' })
}, { $id: 'LogSpec', ...closed })

/** A diagnostic signature that somebody chose for a build. */
export const SignatureSpec = Type.Object({
  id: Type.String({
    pattern: '^[0-9a-f]{66}$',
    description: 'Its id.',
    examples: ['00'.repeat(33)]
  }),
  diagnosticType: Type.Enum(diagnosticTypes, { description: 'What it is about.' }),
  signature: Type.String({
    minLength: 1, maxLength: 500, description: 'The function at fault.', examples: ['-[Cart total]']
  }),
  weight: Type.Number({
    minimum: 0, maximum: 1, description: 'Its share of all of its type in the build.', examples: [0.4]
  }),
  logs: Type.Optional(Type.Array(LogSpec, { maxItems: 50, description: 'Its logs; made up, if left out.' }))
}, { $id: 'SignatureSpec', ...closed })
