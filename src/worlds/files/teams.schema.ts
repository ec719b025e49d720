/** The people of a world file. */
import { Type, type Static } from '../../kernel/schema.js'
import { closed, hexId, madeUp, name, time } from './fields.schema.js'

export const UserSpec = Type.Object({
  username: name({ description: 'The name to log in with.', examples: ['demo'] }),
  accessKey: Type.Optional(Type.String({
    minLength: 1,
    maxLength: 200,
    description: 'The access key; derived from the seed if left out.',
    examples: ['00000000-0000-4000-8000-000000000000']
  })),
  role: Type.Optional(Type.Enum(['organization admin', 'team admin', 'member'], {
    description: 'What the user may do.', usual: 'member'
  })),
  id: Type.Optional(hexId('user')),
  firstName: Type.Optional(name({ description: `The first name; ${madeUp}`, examples: ['Jim'] })),
  lastName: Type.Optional(name({ description: `The last name; ${madeUp}`, examples: ['Smith'] })),
  email: Type.Optional(Type.String({
    pattern: '^[^@\\s]+@[^@\\s]+$',
    maxLength: 200,
    description: `The address; ${madeUp}`,
    examples: ['jim@example.com']
  })),
  created: Type.Optional(time({
    description: 'When the user was made; 400 days before the epoch if left out.', examples: ['-P90D']
  }))
}, closed)

export const TeamSpec = Type.Object({
  name: name({ description: 'The name of the team.', examples: ['Storefront'] }),
  machines: Type.Optional(Type.Integer({
    minimum: 0,
    maximum: 100000,
    description: 'How many virtual machines the team may use at once.',
    usual: 100,
    examples: [5]
  })),
  users: Type.Array(UserSpec, { minItems: 1, maxItems: 1000, description: 'Who is in it.' }),
  id: Type.Optional(hexId('team')),
  description: Type.Optional(Type.String({
    maxLength: 1000,
    description: `What the team does; ${madeUp}`,
    examples: ['The shop, on the web and on phones.']
  })),
  default: Type.Optional(Type.Boolean({ description: 'Whether new users join it; the first team if left out.' })),
  liveOnly: Type.Optional(Type.Boolean({ description: 'Whether its users may test by hand only.', usual: false }))
}, closed)
export type TeamSpec = Static<typeof TeamSpec>
