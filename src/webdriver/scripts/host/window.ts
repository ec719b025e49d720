import { type DomDocument, isDocument } from '../../../document/nodes.js'
import type { PageContext } from '../../../browser/context.js'
import { go } from '../../../browser/navigation.js'
import { PageError } from '../engine.js'
import { nothing, number, type Operations, text } from './operations.js'
import type { Page } from './page.js'

/** The window: its history, other windows, dialogs, the console, the time. */
export const windowOperations: Operations = {
  about: (page) => JSON.stringify({
    platform: platformOf(page.state.settings.userAgent), window: handleOf(page, page.context), isFrame: page.isFrame
  }),
  userAgent: ({ state }) => state.settings.userAgent,
  referrer: () => '',
  compatMode: ({ nodes: { document } }) =>
    document.firstChild?.nodeType === 10 ? 'CSS1Compat' : 'BackCompat',
  lastModified: ({ origin }) => lastModified(origin),
  title: ({ nodes }, [id]) => documentIn(nodes.node(id))?.title ?? '',
  setTitle: ({ nodes }, [id, title]) => {
    const document = documentIn(nodes.node(id))
    if (document !== undefined) document.title = nodes.written(text(title))
    return null
  },
  navigate: (page, [to, replaces]) => {
    page.journey = { kind: 'address', to: text(to), replaces: replaces === true, target: null }
    return null
  },
  reload: (page) => {
    page.journey = { kind: 'reload' }
    return null
  },
  travel: (page, [by]) => {
    page.journey = number(by) === 0 ? { kind: 'reload' } : { kind: 'travel', by: number(by) }
    return null
  },
  historyLength: ({ state }) => state.current.history.length,
  historyState: ({ state }) => state.current.entry?.state ?? '',
  keepState,
  dialog: async (page, [kind, message, value]) => await page.ask({
    kind: kind === 'confirm' || kind === 'prompt' ? kind : 'alert', text: text(message), value: text(value)
  }),
  openWindow: ({ state }, [url, target]) => openWindow(state, text(url), text(target)),
  closeWindow: (page, [handle]) => nothing(closeWindow(page, handle === undefined ? undefined : text(handle))),
  windowClosed: (page, [handle]) => contextOf(page, text(handle)) === undefined,
  windowUrl: (page, [handle]) => contextOf(page, text(handle))?.url ?? '',
  windowDocument: (page, [handle]) => page.nodes.reference(contextOf(page, text(handle))?.document),
  windowTop: (page) => handleOf(page, page.context.top),
  windowParent: (page) => handleOf(page, page.context.parent ?? page.context),
  windowOpener: () => '',
  windowName: ({ state }) => state.current.name,
  setWindowName: ({ state }, [name]) => {
    state.current.name = text(name)
    return null
  },
  frameWindow: (page, [id]) => {
    const frame = page.nodes.element(id)
    const context = page.state.contextOf(frame)?.frames.get(frame)
    return context === undefined ? '' : handleOf(page, context)
  },
  frameElement: ({ context, nodes }) => nodes.reference(context.frame),
  console: (page, [level, message]) => nothing(page.said(text(level), text(message).slice(0, 10_000))),
  loadTimes: async (page) => JSON.stringify(await page.loadTimes()),
  origin: ({ origin }) => origin,
  pass: async ({ state }, [ms]) => {
    await state.pass(Math.max(0, number(ms)))
    return state.settings.now()
  }
}

const documentIn = (node: Page['nodes']['document'] | Parameters<typeof isDocument>[0]): DomDocument | undefined =>
  isDocument(node) ? node : undefined

function platformOf (userAgent: string): string {
  if (/Windows/.test(userAgent)) return 'Win32'
  if (/iPhone|iPad/.test(userAgent)) return /iPad/.test(userAgent) ? 'iPad' : 'iPhone'
  if (/Mac OS X/.test(userAgent)) return 'MacIntel'
  return /Android/.test(userAgent) ? 'Linux armv8l' : 'Linux x86_64'
}

/** `MM/DD/YYYY hh:mm:ss`, as `document.lastModified` is written. */
function lastModified (at: number): string {
  const [, year, month, day, time] = /^(\d+)-(\d+)-(\d+)T([\d:]+)/.exec(new Date(at).toISOString()) ?? []
  return `${month}/${day}/${year} ${time}`
}

/** The contexts of all windows: a window's own by its handle, frames by their place. */
function * contexts ({ state }: Page): Generator<[string, PageContext]> {
  for (const { handle, top } of state.windows.values()) yield * within(handle, top)
}

function * within (handle: string, context: PageContext): Generator<[string, PageContext]> {
  yield [handle, context]
  for (const [index, frame] of [...context.frames.values()].entries()) yield * within(`${handle}.${index}`, frame)
}

export const handleOf = (page: Page, wanted: PageContext): string => {
  for (const [handle, context] of contexts(page)) if (context === wanted) return handle
  return ''
}

export const contextOf = (page: Page, wanted: string): PageContext | undefined => {
  for (const [handle, context] of contexts(page)) if (handle === wanted) return context
  return undefined
}

function keepState ({ state, context, nodes }: Page, [how, kept, url]: readonly unknown[]): null {
  const to = typeof url === 'string' ? url : context.url
  const target = URL.canParse(to, context.url) ? new URL(to, context.url) : undefined
  if (target === undefined || target.origin !== new URL(context.url).origin) {
    throw new PageError('SecurityError', `A history state object with URL '${to}' cannot be created in a document ` +
      `with URL '${context.url}'.`)
  }
  const { current } = state
  const entry = {
    url: target.href,
    method: 'GET' as const,
    documentId: current.entry?.documentId ?? state.nextDocument(),
    scrollY: context.scrollY,
    state: nodes.written(String(kept))
  }
  if (how === 'replace') current.replace(entry)
  else current.push(entry)
  context.url = target.href
  return null
}

/** A window that a script opens; what it is to show is loaded when the script has ended. */
function openWindow (state: Page['state'], url: string, target: string): string {
  const known = [...state.windows.values()].find(({ name }) => name !== '' && name === target)
  const window = known ?? state.openWindow('tab')
  if (target !== '_blank') window.name = target
  if (url !== '') state.later(0, async () => { await go(state, window.top, url, { reason: 'window' }) })
  return window.handle
}

function closeWindow (page: Page, handle: string | undefined): void {
  const { state } = page
  const wanted = handle ?? state.current.handle
  if (wanted === state.current.handle) state.closeWindow()
  else state.windows.delete(wanted)
}
