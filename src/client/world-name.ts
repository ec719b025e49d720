import { createHash } from 'node:crypto'

/** What a world may be called, as it is (worlds/names.ts). */
const valid = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

/** Of a name that is made, so much is left readable; the rest tells it from others. Characters. */
const readable = 48

/**
 * A name for a world from any text, such as the title of a test in any language: the same text gives the same name, and
 * another text another one. What is a world's name already stays as it is; of others the letters that a URL can carry
 * are kept, and eight hex digits say which text it was.
 * @example twin.world(worldName(t.name))
 */
export function worldName (text: string): string {
  if (valid.test(text)) return text
  const words = text.normalize('NFKD').replace(/\p{M}+/gu, '').replace(/[^A-Za-z0-9]+/g, '-')
  const kept = words.replace(/^-+/, '').slice(0, readable).replace(/-+$/, '')
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 8)
  return `${kept === '' ? 'world' : kept}-${digest}`
}
