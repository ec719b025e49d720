/** What browsers draw elements like by themselves: the sheet of HTML's standard, by tags. */
import { inputType } from '../controls.js'
import { isElement, type DomElement } from '../nodes.js'
import { declarationsOf, type Declarations } from './declarations.js'

const block = 'display: block'
const none = 'display: none'
const heading = (size: number, margin: number): string =>
  `${block}; font-size: ${size}em; font-weight: bold; margin: ${margin}em 0`

const texts: Readonly<Record<string, string>> = {
  html: block,
  body: `${block}; margin: 8px`,
  h1: heading(2, 0.67), h2: heading(1.5, 0.83), h3: heading(1.17, 1), h4: heading(1, 1.33), h5: heading(0.83, 1.67),
  h6: heading(0.67, 2.33),
  p: `${block}; margin: 1em 0`,
  blockquote: `${block}; margin: 1em 40px`,
  figure: `${block}; margin: 1em 40px`,
  ul: `${block}; margin: 1em 0; padding-left: 40px; list-style-type: disc`,
  ol: `${block}; margin: 1em 0; padding-left: 40px; list-style-type: decimal`,
  menu: `${block}; margin: 1em 0; padding-left: 40px`,
  dl: `${block}; margin: 1em 0`,
  dd: `${block}; margin-left: 40px`,
  li: 'display: list-item',
  summary: block,
  pre: `${block}; margin: 1em 0; white-space: pre; font-family: monospace`,
  hr: `${block}; margin: 8px 0; border: 1px inset gray`,
  fieldset: `${block}; margin: 0 2px; padding: 6px 12px 10px; border: 2px groove #c0c0c0`,
  legend: `${block}; padding: 0 2px`,
  dialog: `${block}; position: absolute; left: 0; right: 0; padding: 16px; border: 1px solid black; ` +
    'background-color: white',
  table: 'display: table; border-spacing: 2px',
  thead: 'display: table-header-group', tbody: 'display: table-row-group', tfoot: 'display: table-footer-group',
  tr: 'display: table-row',
  td: 'display: table-cell; padding: 1px',
  th: 'display: table-cell; padding: 1px; font-weight: bold; text-align: center',
  caption: 'display: table-caption; text-align: center',
  colgroup: 'display: table-column-group', col: 'display: table-column',
  b: 'font-weight: bold', strong: 'font-weight: bold',
  i: 'font-style: italic', em: 'font-style: italic', cite: 'font-style: italic',
  address: `${block}; font-style: italic`,
  small: 'font-size: 13.3333px', sub: 'font-size: 13.3333px', sup: 'font-size: 13.3333px', big: 'font-size: 1.2em',
  code: 'font-family: monospace', kbd: 'font-family: monospace', samp: 'font-family: monospace',
  u: 'text-decoration: underline', ins: 'text-decoration: underline', s: 'text-decoration: line-through',
  del: 'text-decoration: line-through',
  mark: 'background-color: yellow',
  center: `${block}; text-align: center`,
  button: 'display: inline-block; padding: 1px 6px; border: 2px outset #767676; background-color: #efefef; ' +
    'text-align: center; font-size: 13.3333px; cursor: default; color: black; text-transform: none',
  input: 'display: inline-block; padding: 1px 2px; border: 2px inset #767676; background-color: white; ' +
    'font-size: 13.3333px; cursor: text; color: black; text-transform: none',
  textarea: 'display: inline-block; padding: 2px; border: 1px solid #767676; background-color: white; ' +
    'font-size: 13.3333px; white-space: pre-wrap; color: black; text-transform: none',
  select: 'display: inline-block; padding: 0 1px; border: 1px solid #767676; background-color: white; ' +
    'font-size: 13.3333px; color: black; text-transform: none',
  option: block, optgroup: block,
  label: 'cursor: default',
  img: 'display: inline', iframe: 'display: inline; border: 2px inset #767676',
  video: 'display: inline', canvas: 'display: inline', svg: 'display: inline; overflow: hidden',
  progress: 'display: inline-block', meter: 'display: inline-block'
}

const blocks =
  /^(?:article|aside|details|div|dt|figcaption|footer|form|header|hgroup|main|nav|search|section|frameset|frame)$/
const hidden = new Set([
  'area', 'base', 'basefont', 'datalist', 'head', 'link', 'meta', 'noembed', 'noframes', 'noscript', 'param', 'rp',
  'script', 'style', 'template', 'title', 'source', 'track'
])

const parsed = new Map<string, Declarations>()

function once (text: string): Declarations {
  const known = parsed.get(text)
  if (known !== undefined) return known
  const made = declarationsOf(text)
  parsed.set(text, made)
  return made
}

const link = 'color: rgb(0, 0, 238); text-decoration: underline; cursor: pointer'
const tickBox = 'display: inline-block; margin: 3px 3px 3px 4px; cursor: default'
const pushed = 'display: inline-block; padding: 1px 6px; border: 2px outset #767676; background-color: #efefef; ' +
  'text-align: center; font-size: 13.3333px; cursor: default; color: black; text-transform: none'

function textOfInput (input: DomElement): string {
  const type = inputType(input)
  if (type === 'hidden') return none
  if (type === 'checkbox' || type === 'radio') return tickBox
  return /^(?:submit|reset|button)$/.test(type) ? pushed : texts.input ?? ''
}

const isClosedPart = (element: DomElement): boolean => {
  const parent = element.parentNode
  return isElement(parent) && parent.localName === 'details' && !parent.hasAttribute('open') &&
    element.localName !== 'summary'
}

function textOf (element: DomElement): string {
  const { localName } = element
  if (hidden.has(localName)) return none
  if (localName === 'input') return textOfInput(element)
  if (element.hasAttribute('hidden') || isClosedPart(element)) return none
  if (localName === 'dialog' && !element.hasAttribute('open')) return none
  if ((localName === 'a' || localName === 'area') && element.hasAttribute('href')) return link
  return texts[localName] ?? (blocks.test(localName) ? block : '')
}

/** What an element looks like before any style of its page; the declarations are shared. */
export const defaultsOf = (element: DomElement): Declarations => once(textOf(element))
