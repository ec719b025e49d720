import { PageError } from '../engine.js'
import { cookieOf } from './cookie-text.js'
import { nothing, type Operations, text } from './operations.js'
import type { Page } from './page.js'

/** What a page keeps: its two stores and its cookies. */
export const storageOperations: Operations = {
  stored: (page, [kind, key]) => storeOf(page, kind).get(text(key)) ?? null,
  store: (page, [kind, key, value]) => {
    const store = storeOf(page, kind)
    const before = store.get(text(key))
    store.set(text(key), text(value))
    let size = 0
    for (const [name, each] of store) size += name.length + each.length
    if (size <= mostStored) return null
    if (before === undefined) store.delete(text(key))
    else store.set(text(key), before)
    throw new PageError('QuotaExceededError',
      `Failed to execute 'setItem' on 'Storage': Setting the value of '${text(key).slice(0, 80)}' exceeded the quota.`)
  },
  unstore: (page, [kind, key]) => nothing(storeOf(page, kind).delete(text(key))),
  unstoreAll: (page, [kind]) => nothing(storeOf(page, kind).clear()),
  storedKeys: (page, [kind]) => JSON.stringify([...storeOf(page, kind).keys()]),
  cookie: ({ state, context }) => state.cookies.for(context.url)
    .filter(({ httpOnly }) => !httpOnly)
    .map(({ name, value }) => name === '' ? value : `${name}=${value}`)
    .join('; '),
  setCookie: ({ state, context }, [given]) => {
    const cookie = cookieOf(text(given), context.url, state.settings.now())
    if (cookie !== undefined) state.cookies.put(cookie)
    return null
  }
}

/** Characters that a page may keep in a store; Chrome's limit is 5 MB. */
const mostStored = 5 * 1024 * 1024

function storeOf ({ state, context }: Page, kind: unknown): Map<string, string> {
  const origin = URL.canParse(context.url) ? new URL(context.url).origin : 'null'
  const own = kind === 'local' ? 'local' : `session ${state.current.handle}`
  return state.storage.getOrMake(`${own} ${origin}`, () => new Map())
}
