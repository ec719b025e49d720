/** Style sheets: the rules of `<style>` elements that apply to a screen of a size. */
import { declarationsOf, type Declarations } from './declarations.js'
import { parseSelectors } from './selector.js'
import type { Selector } from './selector-types.js'

export interface Rule { readonly selectors: readonly Selector[], readonly declarations: Declarations }

export interface Screen { readonly width: number, readonly height: number }

/** The rules of all sheets of a page that are taken; more are left out. */
export const mostRules = 2000

interface Block { readonly head: string, readonly body: string }

/** What stands before and in the outermost curly brackets, one after the other. */
function * blocksOf (css: string): Generator<Block> {
  let depth = 0
  let headStart = 0
  let bodyStart = 0
  let quote = ''
  for (let i = 0; i < css.length; i++) {
    const character = css.charAt(i)
    if (quote !== '') {
      if (character === '\\') i++
      else if (character === quote || character === '\n') quote = ''
    } else if (character === '"' || character === '\'') quote = character
    else if (character === ';' && depth === 0) headStart = i + 1
    else if (character === '{' && depth++ === 0) bodyStart = i + 1
    else if (character === '}' && depth > 0 && --depth === 0) {
      yield { head: css.slice(headStart, bodyStart - 1).trim(), body: css.slice(bodyStart, i) }
      headStart = i + 1
    }
  }
  if (depth > 0) yield { head: css.slice(headStart, bodyStart - 1).trim(), body: css.slice(bodyStart) }
}

function lengthIn (text: string): number {
  const value = Number.parseFloat(text)
  return /r?em$/.test(text.trim()) ? value * 16 : value
}

/** Whether one condition of a media query holds. */
function holds (condition: string, { width, height }: Screen): boolean {
  const [, name = '', value = ''] = /^\(\s*([\w-]+)\s*(?::\s*([^)]+))?\)$/.exec(condition) ?? []
  if (name === 'min-width') return width >= lengthIn(value)
  if (name === 'max-width') return width <= lengthIn(value)
  if (name === 'min-height') return height >= lengthIn(value)
  if (name === 'max-height') return height <= lengthIn(value)
  if (name === 'orientation') return value.trim() === (width >= height ? 'landscape' : 'portrait')
  if (name === 'prefers-color-scheme') return value.trim() === 'light'
  if (name === 'hover' || name === 'pointer') return /^(?:hover|fine)$/.test(value.trim())
  return /^(?:all|screen|only|)$/.test(condition)
}

export const matchesMedia = (query: string, screen: Screen): boolean =>
  query.trim() === '' || query.toLowerCase().split(',').some((each) => {
    const parts = each.trim().split(/\s+and\s+|\s+(?=\()/)
    const all = parts.every((part) => holds(part.replace(/^(?:not|only)\s+/, '').trim(), screen))
    return parts[0]?.startsWith('not ') === true ? !all : all
  })

/** The rules of a sheet. A rule with a selector that is none is left out, as browsers do. */
export function rulesOf (css: string, screen: Screen, depth = 0): Rule[] {
  const rules: Rule[] = []
  for (const { head, body } of blocksOf(css.replace(/\/\*[\s\S]*?\*\/|<!--|-->/g, ''))) {
    if (rules.length >= mostRules) break
    if (head.startsWith('@')) {
      if (depth < 4 && applies(head, screen)) rules.push(...rulesOf(body, screen, depth + 1))
      continue
    }
    const selectors = selectorsOrNone(head)
    if (selectors.length > 0) rules.push({ selectors, declarations: declarationsOf(body) })
  }
  return rules
}

function applies (head: string, screen: Screen): boolean {
  if (/^@media\b/i.test(head)) return matchesMedia(head.slice(6), screen)
  return /^@(?:supports|layer|container|scope)\b/i.test(head)
}

function selectorsOrNone (head: string): Selector[] {
  try {
    return parseSelectors(head)
  } catch {
    return []
  }
}
