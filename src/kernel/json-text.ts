/**
 * JSON as people write it: with comments and a comma too many. Each mistake has its place, and what can be read all the
 * same is read.
 */
import { Invalid } from './errors.js'
import { deepestJson } from './json.js'

export type Step = string | number
/** Where a value stands in a document: keys of objects, and places in lists from 0. */
export type Path = readonly Step[]

/** What is wrong with a text as JSON. `at`: where, in UTF-16 units from its beginning. */
export interface TextFault { readonly at: number, readonly message: string, readonly cure: string }

/** Is told of each value that is read: its path (good for that moment only), and where its key and it begin. */
type Seen = (path: Path, keyAt: number, valueAt: number) => void

export interface ReadText {
  /** What was read; of a text that ends too early, what there is of it. */
  readonly value: unknown
  readonly faults: readonly TextFault[]
}

/**
 * Reads JSON with comments (`//`, `/* *\/`) and commas before closing brackets. Goes on after mistakes that leave no
 * doubt of what was meant.
 * @throws Invalid for what is nested more than `deepestJson` levels deep
 */
export function readJsonText (text: string, seen?: Seen): ReadText {
  const reader = new Reader(text, seen)
  return { value: reader.document(), faults: reader.faults }
}

/** Line and column, both from 1, of a place in a text. */
export function lineAndColumn (text: string, at: number): { line: number, column: number } {
  const before = text.slice(0, at).split('\n')
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 }
}

/** Ends the reading: nobody knows how to go on. */
class Lost extends Error {}

const space = /(?:[\s\uFEFF]|\/\/[^\n]*|\/\*[^]*?\*\/)*/y
const quoted = /"(?:[^"\\\n]|\\.)*"/y
const quotedOtherwise = /'(?:[^'\\\n]|\\.)*'/y
/** What a text between quotes is not made of as it stands. */
const unusual = /[\\\p{Cc}]/u
const word = /[^\s,:[\]{}"'/]+/y
const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/
const words: ReadonlyMap<string, unknown> = new Map<string, unknown>([['true', true], ['false', false], ['null', null]])

class Reader {
  readonly faults: TextFault[] = []
  #at = 0
  /** Where the last token ended, before the space after it. */
  #end = 0
  readonly #path: Step[] = []

  constructor (readonly text: string, readonly seen: Seen | undefined) {}

  document (): unknown {
    try {
      this.#space()
      const value = this.#value(0)
      this.#space()
      if (this.#at < this.text.length) this.#fault(this.#at, 'there is more after the end', 'a file is one value')
      return value
    } catch (error) {
      if (error instanceof Lost) return undefined
      throw error
    }
  }

  #fault (at: number, message: string, cure: string): void {
    this.faults.push({ at, message, cure })
  }

  #lost (message: string, cure: string): Lost {
    this.#fault(this.#at, message, cure)
    return new Lost()
  }

  #match (pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.text)?.[0]
    if (found !== undefined) this.#at += found.length
    return found
  }

  #space (): void {
    this.#end = this.#at
    this.#match(space)
    if (this.text.startsWith('/*', this.#at)) throw this.#lost('this comment has no end', 'end it with */')
  }

  #takes (character: string): boolean {
    if (this.text[this.#at] !== character) return false
    this.#at++
    return true
  }

  /** `keyAt`: where the key of the value begins. */
  #value (keyAt: number): unknown {
    const at = this.#at
    this.seen?.(this.#path, keyAt, at)
    switch (this.text[at]) {
      case '{': return this.#object()
      case '[': return this.#list()
      case '"': return this.#string()
      case '\'': return this.#string()
      default: return this.#word()
    }
  }

  #open (): number {
    if (this.#path.length >= deepestJson) {
      throw new Invalid(`the JSON is nested more than ${deepestJson} levels deep`)
    }
    return this.#at++
  }

  #object (): object {
    const opened = this.#open()
    const members: Record<string, unknown> = {}
    this.#space()
    while (!this.#closes('}', opened)) {
      const at = this.#at
      const key = this.#key()
      this.#space()
      if (!this.#takes(':')) this.#fault(this.#end, `no colon after the key "${key}"`, 'put one there')
      this.#space()
      this.#path.push(key)
      const value = this.#value(at)
      this.#path.pop()
      if (Object.hasOwn(members, key)) {
        this.#fault(at, `the key "${key}" is there twice`, 'take one of the two away: the last would win')
      }
      // An assignment to `__proto__` would be none.
      Object.defineProperty(members, key, { value, enumerable: true, writable: true, configurable: true })
      this.#comma('}')
    }
    return members
  }

  #list (): unknown[] {
    const opened = this.#open()
    const items: unknown[] = []
    this.#space()
    while (!this.#closes(']', opened)) {
      this.#path.push(items.length)
      items.push(this.#value(this.#at))
      this.#path.pop()
      this.#comma(']')
    }
    return items
  }

  /** Whether the bracket that was opened at `opened` ends here, as it does for good at the end of the text. */
  #closes (bracket: string, opened: number): boolean {
    if (this.#at < this.text.length) return this.#takes(bracket)
    const { line, column } = lineAndColumn(this.text, opened)
    if (this.faults.at(-1)?.at !== this.text.length) {
      this.#fault(this.text.length, `the text ends within the ${this.text[opened]} of ${line}:${column}`,
        `close it with ${bracket}`)
    }
    return true
  }

  #comma (bracket: string): void {
    this.#space()
    if (this.#takes(',')) {
      this.#space()
      return
    }
    const next = this.text[this.#at]
    if (next === undefined || next === bracket) return
    if (next === '}' || next === ']') throw this.#lost(`${next} where ${bracket} is due`, `write ${bracket}`)
    this.#fault(this.#end, `no comma before ${this.#excerpt()}`, 'put one there')
  }

  #excerpt (): string {
    const [first = ''] = this.text.slice(this.#at, this.#at + 20).split(/[\s,:]/)
    return first === '' ? this.text.charAt(this.#at) : first
  }

  #key (): string {
    if (this.text[this.#at] === '"' || this.text[this.#at] === '\'') return this.#string()
    const at = this.#at
    const key = this.#match(word)
    if (key === undefined) throw this.#lost(`${this.#excerpt()} where a key is due`, 'a key is text in double quotes')
    this.#fault(at, `the key ${key} has no quotes`, `write "${key}"`)
    return key
  }

  #string (): string {
    const at = this.#at
    const found = this.#match(quoted)
    if (found !== undefined) return this.#unescaped(found, at)
    const otherwise = this.#match(quotedOtherwise)
    if (otherwise === undefined) throw this.#lost('this text has no end on its line', 'end it with "')
    const inside = otherwise.slice(1, -1)
    this.#fault(at, `${otherwise} is in single quotes`, `write ${JSON.stringify(inside)}`)
    return inside
  }

  #unescaped (literal: string, at: number): string {
    // Most texts escape nothing.
    if (!unusual.test(literal)) return literal.slice(1, -1)
    try {
      return String(JSON.parse(literal))
    } catch {
      this.#fault(at, `${literal} has an escape or a character that JSON does not know`, 'a backslash is written \\\\')
      return literal.slice(1, -1)
    }
  }

  #word (): unknown {
    const at = this.#at
    const text = this.#match(word)
    if (text === undefined) {
      const found = at < this.text.length ? this.#excerpt() : 'the end'
      throw this.#lost(`${found} where a value is due`, 'put a value there')
    }
    if (words.has(text)) return words.get(text)
    if (number.test(text)) return Number(text)
    const meant = this.#meant(text)
    this.#fault(at, `${text} is no value of JSON`, `write ${JSON.stringify(meant)}`)
    return meant
  }

  /** What somebody meant who wrote a word that is no JSON: `True`, `.5`, text without quotes. */
  #meant (text: string): unknown {
    const lower = text.toLowerCase()
    if (words.has(lower)) return words.get(lower)
    return Number.isFinite(Number(text)) ? Number(text) : text
  }
}
