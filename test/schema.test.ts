import t from 'tap'
import * as TypeBox from 'typebox'
import { Type, ref } from '../src/kernel/schema.js'

const T = TypeBox.Type

t.test('our builders make the schemas that TypeBox makes', async (t) => {
  const options = { description: 'text' }
  const pairs: Array<[name: string, ours: unknown, theirs: unknown]> = [
    ['Unknown', Type.Unknown(), T.Unknown()],
    ['Any', Type.Any(options), T.Any(options)],
    ['Null', Type.Null(), T.Null()],
    ['Boolean', Type.Boolean(options), T.Boolean(options)],
    ['String', Type.String({ minLength: 1, pattern: '^a' }), T.String({ minLength: 1, pattern: '^a' })],
    ['Number', Type.Number({ minimum: 0 }), T.Number({ minimum: 0 })],
    ['Integer', Type.Integer({ maximum: 7 }), T.Integer({ maximum: 7 })],
    ['Literal', Type.Literal('x'), T.Literal('x')],
    ['Literal number', Type.Literal(5), T.Literal(5)],
    ['Array', Type.Array(Type.String(), { maxItems: 3 }), T.Array(T.String(), { maxItems: 3 })],
    ['Union', Type.Union([Type.String(), Type.Null()], options), T.Union([T.String(), T.Null()], options)],
    ['Nullable', Type.Nullable(Type.Integer()), T.Union([T.Integer(), T.Null()])],
    ['Object', Type.Object({ a: Type.String(), b: Type.Optional(Type.Number()) }, { additionalProperties: false }),
      T.Object({ a: T.String(), b: T.Optional(T.Number()) }, { additionalProperties: false })],
    ['Object without required', Type.Object({ b: Type.Optional(Type.Number()) }), T.Object({ b: T.Optional(T.Number()) })],
    ['Tuple', Type.Tuple([Type.Integer(), Type.String()]), T.Tuple([T.Integer(), T.String()])]
  ]
  for (const [name, ours, theirs] of pairs) t.strictSame(JSON.parse(JSON.stringify(ours)), JSON.parse(JSON.stringify(theirs)), name)
})

t.test('a reference needs an $id', async (t) => {
  t.strictSame({ ...ref(Type.Object({}, { $id: 'Thing' })) }, { $ref: 'Thing#' })
  t.throws(() => ref(Type.Object({})), /needs an \$id/)
})
