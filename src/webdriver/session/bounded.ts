/** What is kept of requests and results: no text and no list is longer than a log needs. */
import { isJsonObject } from '../../kernel/json.js'

/** Characters; members of all lists and objects together; levels. */
const longestText = 1000
const mostMembers = 300
const deepest = 12

const secrets = new Set(['accesskey', 'access_key', 'accesstoken'])

class Bounds {
  left = mostMembers

  of (value: unknown, level = 0): unknown {
    if (typeof value === 'string') return textOf(value)
    if (typeof value !== 'object' || value === null) return value
    if (level >= deepest || this.left <= 0) return Array.isArray(value) ? [] : {}
    if (Array.isArray(value)) return value.slice(0, this.left).map((each) => this.#member(each, level))
    if (!isJsonObject(value)) return null
    const kept: Record<string, unknown> = {}
    for (const [name, each] of Object.entries(value)) {
      if (this.left <= 0) break
      kept[name.slice(0, 200)] = secrets.has(name.toLowerCase()) ? '******' : this.#member(each, level)
    }
    return kept
  }

  #member (value: unknown, level: number): unknown {
    this.left--
    return this.of(value, level + 1)
  }
}

function textOf (text: string): string {
  if (text.length <= longestText) return text
  // Through bytes: a slice would hold on to the long text.
  const kept = Buffer.from(text.slice(0, longestText)).toString()
  return `${kept}… (${text.length} characters)`
}

/** A value as it is recorded: bounded, and without access keys. */
export const bounded = (value: unknown): unknown => new Bounds().of(value)

/** The same of a command's parameters. */
export function boundedRequest (value: unknown): Record<string, unknown> {
  const kept = bounded(value)
  return isJsonObject(kept) ? { ...kept } : {}
}
