/** Reads a selector's text, sign by sign. */

/** A selector that is none. */
export class SelectorError extends Error {
  override name = 'SelectorError'
}

const space = /[ \t\r\n\f]/y
const spaces = /[ \t\r\n\f]+/y
const nameCharacters = /(?:[\w-]|[^\0-\x7f]|\\[0-9a-fA-F]{1,6}[ \t\r\n\f]?|\\[^\n\r\f0-9a-fA-F])+/y

/** What stands for what in an escaped name. */
const unescaped = (text: string): string => text.replace(
  /\\([0-9a-fA-F]{1,6})[ \t\r\n\f]?|\\(.)/gs,
  (_, hex: string | undefined, sign: string) => hex === undefined ? sign : character(Number.parseInt(hex, 16))
)

const character = (point: number): string =>
  point === 0 || point > 0x10ffff || (point >= 0xd800 && point < 0xe000) ? '\ufffd' : String.fromCodePoint(point)

export class Scanner {
  #at = 0

  constructor (readonly text: string) {}

  get atEnd (): boolean { return this.#at >= this.text.length }
  get rest (): string { return this.text.slice(this.#at) }

  sees (sign: string): boolean { return this.text.startsWith(sign, this.#at) }

  take (sign: string): boolean {
    if (!this.sees(sign)) return false
    this.#at += sign.length
    return true
  }

  /** What a sticky expression finds here. */
  match (expression: RegExp): string | undefined {
    expression.lastIndex = this.#at
    const found = expression.exec(this.text)?.[0]
    if (found !== undefined) this.#at += found.length
    return found
  }

  /** Whether there was any. */
  skipSpace (): boolean {
    return this.match(spaces) !== undefined
  }

  get seesSpace (): boolean {
    space.lastIndex = this.#at
    return space.test(this.text)
  }

  /** A name, as ids are. */
  name (): string {
    const found = this.match(nameCharacters)
    if (found === undefined) throw new SelectorError(`a name was expected at ${JSON.stringify(this.rest.slice(0, 20))}`)
    return unescaped(found)
  }

  /** A name that does not begin like a number. */
  identifier (): string {
    if (/^-?\d|^-$|^-[^\w\\-]/.test(this.rest.slice(0, 3))) {
      throw new SelectorError(`${JSON.stringify(this.rest.slice(0, 20))} begins no name`)
    }
    return this.name()
  }

  /** `div`, `*`, `svg|a` and the like; undefined if none is here. */
  typeName (): string | undefined {
    const first = this.#typePart()
    if (!this.sees('|') || this.sees('|=')) return first
    this.take('|')
    const name = this.#typePart()
    if (name === undefined) throw new SelectorError('a name was expected after |')
    if (first !== undefined && first !== '*') throw new SelectorError(`the namespace ${first} is not declared`)
    return name
  }

  #typePart (): string | undefined {
    if (this.take('*')) return '*'
    return /^[\w\\-]|^[^\0-\x7f]/.test(this.rest.slice(0, 2)) ? this.identifier() : undefined
  }

  /** A string in quotes. */
  string (): string | undefined {
    const quote = this.match(/["']/y)
    if (quote === undefined) return undefined
    const text = this.match(quote === '"' ? /(?:[^"\\\n]|\\[\s\S])*/y : /(?:[^'\\\n]|\\[\s\S])*/y) ?? ''
    if (!this.take(quote)) throw new SelectorError('a string is not closed')
    return unescaped(text.replace(/\\\n/g, ''))
  }

  /** What stands in brackets up to the closing one, which is taken. */
  argument (): string {
    const text = this.match(/[^()]*/y) ?? ''
    if (!this.take(')')) throw new SelectorError('a bracket is not closed')
    return text.trim()
  }
}
