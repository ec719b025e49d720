/**
 * Schemas as documents show them. What a field is when it is left out is `usual` in ours: Fastify's validator fills in
 * what it finds as `default`, and then nobody sees any more what a client left out.
 */
import { isJsonObject } from './json.js'

/** For `JSON.stringify`: writes `usual` as `default`. */
export function withDefaults (_key: string, value: unknown): unknown {
  if (!isJsonObject(value) || !('usual' in value)) return value
  const { usual, ...rest } = value
  return { ...rest, default: usual }
}
