// Values: what a schema asks for, its borders, and rubbish.
import type { Random } from '../../src/kernel/random.js'
import type { Schema } from './document.js'

const rubbishTexts = [
  '', ' ', '0', '-1', '1e400', 'NaN', 'null', 'undefined', 'true', 'False', '..', '../../etc/passwd', '%00', '\u0000', 'constructor',
  '__proto__', 'toString', 'demo', 'vdc', '9'.repeat(400), 'x'.repeat(5000), '💥', '\ud800', '[]', '{}', "' OR 1=1 --", '2021-13-45',
  '1970-01-01T00:00:00Z', '0000-01-01T00:00:00Z', '+275760-09-13T00:00:00Z', 'P1D', '-P999999999W', 'P9999999Y', 'a,b,,c', '*',
  '**a'.repeat(60), '2147483648', '-9007199254740993', '1.5', '0x10', ' 1', 'now', '<script>alert(1)</script>', 'a\r\nb: c', '%', '%zz',
  '%2F', '%25'
] as const

export function rubbishText (random: Random): string {
  if (random.chance(0.6)) return random.pick(rubbishTexts)
  const length = random.int(0, 40)
  return String.fromCharCode(...Array.from({ length }, () => random.chance(0.8) ? random.int(32, 126) : random.int(0, 0xffff)))
}

/** `[[[…]]]` or `{"a":{"a":…}}`, so deep. */
const nested = (depth: number, open: string, close: string): string => open.repeat(depth) + '1' + close.repeat(depth)

const rubbishBodies = [
  '', ' ', '{', '[]', 'null', '"x"', '0', 'true', '{"__proto__":{"a":1}}', '{"constructor":1}', '{"name":null,"tags":null}',
  '{"tags":[[]]}', '{"pins":[{}]}', '{"created":"soon"}', '{"created":"-P999999999W"}', '{"runningFor":"PT"}', '\u0000', '{"a":1e999}',
  '{"a":1}{"b":2}', nested(70, '[', ']'), nested(5000, '[', ']'), `{"custom-data":${nested(4100, '{"a":', '}')}}`,
  `{"tags":[${'"x",'.repeat(3000)}"x"]}`, '\ufeff{}', '{"name":"\\ud800"}', 'name=x&tags=y'
] as const

export const rubbishBody = (random: Random): string => random.pick(rubbishBodies)

const rubbishValues = [null, true, 0, -1, 1.5, 1e308, Number.MAX_SAFE_INTEGER, [], {}, [null], { a: 1 }, [[[[]]]], 'x'] as const

const rubbishValue = (random: Random): unknown => random.chance(0.5) ? rubbishText(random) : random.pick(rubbishValues)

const texts: Record<string, readonly string[]> = {
  time: ['2026-04-15T12:00:00Z', '2026-04-14T08:30:00.5Z', 'now', '-P1D', '-PT2H', '2026-04-15'],
  duration: ['PT1S', 'PT5M', 'P1D', 'PT0S'],
  span: ['1d', '36h', '90m', '-7d'],
  url: ['https://example.com/', 'http://localhost:8080/test/index.html'],
  name: ['checkout', 'nightly', 'a b', 'Größe', 'release/1.2', 'x']
}

function text (random: Random, { minLength = 0, maxLength = Infinity }: Schema, name: string): string {
  let kind = 'name'
  if (/time|from|until|created|date|now|at$|^start$|^end$/i.test(name)) kind = 'time'
  if (/for$|by$|ttl|delay|timeout|stale|duration/i.test(name)) kind = 'duration'
  if (/^(?:time_range|interval)$/.test(name)) kind = 'span'
  if (name === 'url') kind = 'url'
  const value = random.pick(texts[kind] ?? ['x'])
  if (random.chance(0.1) && maxLength < 10_000) return 'y'.repeat(maxLength + random.int(0, 1))
  return value.padEnd(minLength, 'x')
}

function number (random: Random, { minimum, maximum, type }: Schema): number {
  const least = minimum ?? -10
  const most = maximum ?? least + 1000
  const value = random.pick([least, most, least - 1, most + 1, random.int(Math.ceil(least), Math.ceil(Math.min(most, least + 100)))])
  return type === 'number' && random.chance(0.3) ? value + 0.5 : value
}

/** A value that mostly fits a schema; `name` is that of the field or parameter, which says more than a schema does. */
export function valueOf (random: Random, schema: Schema, resolve: (schema: Schema) => Schema, name: string, depth = 0): unknown {
  if (random.chance(0.04) || depth > 6) return rubbishValue(random)
  const resolved = resolve(schema)
  const { const: only, enum: words, anyOf, oneOf, allOf } = resolved
  if (only !== undefined) return only
  if (words !== undefined && words.length > 0) return random.pick(words)
  const choices = anyOf ?? oneOf
  if (choices !== undefined && choices.length > 0) return valueOf(random, random.pick(choices), resolve, name, depth)
  if (allOf !== undefined) {
    const parts = allOf.map((part) => valueOf(random, part, resolve, name, depth))
    return Object.assign({}, ...parts.filter((part) => typeof part === 'object'))
  }
  return valueOfType(random, resolved, resolve, name, depth)
}

function valueOfType (random: Random, schema: Schema, resolve: (schema: Schema) => Schema, name: string, depth: number): unknown {
  const [type = 'object'] = [schema.type ?? (schema.properties === undefined ? 'string' : 'object')].flat()
  if (type === 'null') return null
  if (type === 'boolean') return random.chance(0.5)
  if (type === 'integer' || type === 'number') return number(random, schema)
  if (type === 'string') return text(random, schema, name)
  if (type === 'array') {
    const [items = {}] = [schema.items ?? {}].flat()
    return Array.from({ length: random.int(0, 3) }, () => valueOf(random, items, resolve, name, depth + 1))
  }
  const { properties = {}, required = [], additionalProperties } = schema
  const made: Record<string, unknown> = {}
  // Of thirty fields, ten at once are hardly ever all right.
  const some = Math.min(0.35, 4 / Object.keys(properties).length)
  for (const [key, property] of Object.entries(properties)) {
    const wanted = random.chance(required.includes(key) ? 0.97 : some)
    if (wanted) made[key] = valueOf(random, property, resolve, key, depth + 1)
  }
  if (random.chance(0.06)) made[rubbishText(random).slice(0, 50)] = rubbishValue(random)
  if (typeof additionalProperties === 'object' && random.chance(0.5)) {
    made[random.pick(texts.name ?? [])] = valueOf(random, additionalProperties, resolve, name, depth + 1)
  }
  return made
}
