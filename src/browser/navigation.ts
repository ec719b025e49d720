/** Going somewhere: addresses, links, forms, back and forward, frames. */
import { touch } from '../document/changes.js'
import { elementsBelow, type DomElement } from '../document/nodes.js'
import type { BrowserState } from './browser-state.js'
import { PageContext, type OpenedDocument } from './context.js'
import { openDocument } from './documents.js'
import { DriverError } from './errors.js'
import { dispatch } from './interaction/events.js'
import type { LoadedPage, LoadHow } from './settings.js'
import type { BrowserWindow, HistoryEntry } from './window.js'

type Asking = Pick<LoadHow, 'reason'> & Partial<Pick<LoadHow, 'method' | 'body'>>

/** The window that a context is shown in. */
export const windowOf = ({ windows, current }: BrowserState, context: PageContext): BrowserWindow =>
  [...windows.values()].find(({ top }) => top === context.top) ?? current

const withoutFragment = (url: string): string => url.replace(/#.*$/s, '')

/** How deep frames are shown in each other. */
const deepestFrames = 5

/** A page of which nothing has to be asked for: an empty one, or one that stands in its address. */
function pageInAddress (url: string): LoadedPage | undefined {
  if (/^about:/.test(url)) return { url, title: '', error: null }
  const [, type = 'text/plain', base64, text = ''] = /^data:([^,;]*)[^,]*?(;base64)?,(.*)$/s.exec(url) ?? []
  if (!url.startsWith('data:')) return undefined
  const html = base64 === undefined ? decoded(text) : Buffer.from(text, 'base64').toString('utf8')
  const shown = type === 'text/html' ? html : `<pre>${html.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</pre>`
  return { url, title: '', html: shown, error: null }
}

function decoded (text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

async function load (state: BrowserState, context: PageContext, url: string, asking: Asking): Promise<LoadedPage> {
  const known = pageInAddress(url)
  if (known !== undefined) return known
  if (!/^https?:/.test(url)) return { url, title: '', error: 'net::ERR_UNKNOWN_URL_SCHEME' }
  const { method = 'GET', body, reason } = asking
  const referrer = /^https?:/.test(context.url) && reason !== 'navigate'
    ? { referrer: withoutFragment(context.url) }
    : {}
  return await state.settings.load(url, {
    method, reason, viewport: context.view.viewport, ...referrer, ...(body === undefined ? {} : { body })
  })
}

/** The document of a page; one that is too large or too deep is the browser's own page. */
function opened (page: LoadedPage): OpenedDocument {
  try {
    return openDocument(page)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return openDocument({ ...page, error: 'net::ERR_OUT_OF_MEMORY' })
  }
}

/** Whether going there stays in the document. */
function isWithin (context: PageContext, url: string): boolean {
  return url.includes('#') && withoutFragment(url) === withoutFragment(context.url) && context.page.error === null
}

/**
 * Goes to an address and shows what is there; within a document it only scrolls. The page's error, or null. A page that
 * could not be loaded is shown as the browser's own.
 */
export async function go (
  state: BrowserState, context: PageContext, address: string, asking: Asking
): Promise<string | null> {
  if (/^javascript:/i.test(address)) {
    await state.runScript?.({ kind: 'address', context, text: decoded(address.slice('javascript:'.length)) })
    return null
  }
  const url = URL.canParse(address, context.url) ? new URL(address, context.url).href : address
  const window = windowOf(state, context)
  const isTop = context.parent === undefined
  const { entry } = window
  if (entry !== undefined) entry.scrollY = window.top.scrollY
  if ((asking.method ?? 'GET') === 'GET' && asking.reason !== 'refresh' && isWithin(context, url)) {
    if (isTop && url !== context.url) window.push({ ...entryOf(url, asking), documentId: entry?.documentId ?? 0 })
    await within(state, context, url)
    return null
  }
  const page = await load(state, context, url, asking)
  if (isTop) window.push({ ...entryOf(page.url, asking), documentId: state.nextDocument() })
  await show(state, context, page, fragmentOf(url))
  return context.page.error
}

const fragmentOf = (url: string): string => /#.*$/s.exec(url)?.[0] ?? ''

const entryOf = (url: string, { method = 'GET', body }: Asking): Omit<HistoryEntry, 'documentId'> =>
  ({ url, method, scrollY: 0, ...(body === undefined ? {} : { body }) })

/** Another place in the same document. */
async function within (state: BrowserState, context: PageContext, url: string): Promise<void> {
  const before = context.url
  context.url = url
  touch(context.document)
  scrollToFragment(context)
  if (before !== url) await dispatch(state, context, context.document, 'hashchange', { oldURL: before, newURL: url })
}

function scrollToFragment (context: PageContext): void {
  const name = decoded(fragmentOf(context.url).slice(1))
  if (name === '' || name === 'top') {
    context.scrollTo(0, 0)
    return
  }
  const target = context.document.getElementById(name) ??
    [...elementsBelow(context.document)].find((element) =>
      element.localName === 'a' && element.getAttribute('name') === name)
  const box = target === undefined || target === null ? undefined : context.view.boxOf(target)
  if (box !== undefined) context.scrollTo(context.scrollX, box.y)
}

/** Shows a page, runs what it says, and loads its frames. */
export async function show (
  state: BrowserState, context: PageContext, page: LoadedPage, fragment = ''
): Promise<void> {
  await dispatch(state, context, context.document, 'pagehide')
  context.show(opened(page))
  // What frames showed is gone with them.
  state.ids.leave(context)
  if (fragment !== '' && !page.url.includes('#')) context.url = `${page.url}${fragment}`
  const window = windowOf(state, context)
  if (context.parent === undefined && window.entry !== undefined) window.entry.url = context.url
  await runScripts(state, context)
  await loadFrames(state, context)
  await dispatch(state, context, context.document, 'DOMContentLoaded')
  const { body } = context.document
  if (body !== null) await dispatch(state, context, body, 'load')
  scrollToFragment(context)
}

const isScript = (element: DomElement): boolean => element.localName === 'script' && !element.hasAttribute('src') &&
  /^(?:|module|(?:text|application)\/(?:java|ecma)script)$/i.test(element.getAttribute('type') ?? '')

async function runScripts (state: BrowserState, context: PageContext): Promise<void> {
  const { runScript } = state
  if (runScript === undefined) return
  for (const element of [...elementsBelow(context.document)].filter(isScript)) {
    // A script may take others away.
    if (!context.document.contains(element)) continue
    await runScript({ kind: 'script', context, text: element.textContent ?? '', element })
  }
}

const depthOf = (context: PageContext): number => context.parent === undefined ? 0 : 1 + depthOf(context.parent)

/** Loads the frames of a document: what `srcdoc` says, else the page of `src`. */
export async function loadFrames (state: BrowserState, context: PageContext): Promise<void> {
  if (depthOf(context) >= deepestFrames) return
  for (const frame of [...elementsBelow(context.document)]) {
    if (!/^i?frame$/.test(frame.localName) || context.frames.has(frame)) continue
    await frameContext(state, context, frame)
  }
}

/** The context of a frame; made when it is first asked for. */
export async function frameContext (
  state: BrowserState, context: PageContext, frame: DomElement
): Promise<PageContext> {
  const known = context.frames.get(frame)
  if (known !== undefined) return known
  const box = context.view.boxOf(frame)
  const viewport =
    { width: Math.max(1, Math.round(box?.width ?? 300)), height: Math.max(1, Math.round(box?.height ?? 150)) }
  const blank = openDocument({ url: 'about:blank', title: '', error: null })
  const inner = new PageContext(blank, viewport, context, frame)
  context.frames.set(frame, inner)
  const html = frame.getAttribute('srcdoc')
  const source = frame.getAttribute('src') ?? ''
  if (html !== null) await show(state, inner, { url: 'about:srcdoc', title: '', html, error: null })
  else if (source !== '' && URL.canParse(source, context.url)) {
    await show(state, inner, await load(state, inner, new URL(source, context.url).href, { reason: 'frame' }))
  }
  return inner
}

/** So many places back (negative) or forward in the history; nothing beyond its ends. */
export async function travel (state: BrowserState, steps: number): Promise<void> {
  const window = state.current
  const from = window.entry
  const to = window.history[window.place + steps]
  if (to === undefined || from === undefined) return
  from.scrollY = window.top.scrollY
  window.place += steps
  state.context = window.top
  if (to.documentId === from.documentId) {
    await within(state, window.top, to.url)
    await dispatch(state, window.top, window.top.document, 'popstate', { state: to.state ?? null })
  } else await again(state, window, to, steps < 0 ? 'back' : 'forward')
  window.top.scrollTo(0, to.scrollY)
}

async function again (
  state: BrowserState, { top }: BrowserWindow, { url, method, body }: HistoryEntry, reason: Asking['reason']
): Promise<void> {
  const page = await load(state, top, url, { method, reason, ...(body === undefined ? {} : { body }) })
  await show(state, top, page, fragmentOf(url))
  refuseFailed(top.page)
}

export async function refresh (state: BrowserState): Promise<void> {
  const { current } = state
  state.context = current.top
  const { scrollY } = current.top
  if (current.entry !== undefined) await again(state, current, current.entry, 'refresh')
  current.top.scrollTo(0, scrollY)
}

/** @throws DriverError for a page that could not be loaded */
export function refuseFailed ({ error, url }: Pick<LoadedPage, 'error' | 'url'>): void {
  if (error === null) return
  const isWord = /^net::|^about:/.test(error)
  throw new DriverError('unknown error', isWord ? `unknown error: ${error}\n  (${url})` : error)
}
