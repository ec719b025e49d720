import type { DomDocument } from '../../document/nodes.js'
import { go, refresh, refuseFailed, travel } from '../navigation.js'
import { invalid, textIn, type Perform } from './command.js'

const navigateTo: Perform = async (state, parameters) => {
  const url = textIn(parameters, 'url')
  if (!URL.canParse(url)) throw invalid('\'url\' must be an absolute address')
  const { top } = state.current
  state.context = top
  refuseFailed({ error: await go(state, top, url, { reason: 'navigate' }), url })
  return null
}

export const navigationCommands = {
  navigateTo,
  getCurrentUrl: ({ current }) => current.top.url,
  back: async (state) => {
    await travel(state, -1)
    return null
  },
  forward: async (state) => {
    await travel(state, 1)
    return null
  },
  refresh: async (state) => {
    await refresh(state)
    return null
  },
  getTitle: ({ current }) => current.top.document.title,
  getPageSource: ({ context: { document } }) => sourceOf(document)
} satisfies Record<string, Perform>

function sourceOf ({ documentElement, firstChild }: DomDocument): string {
  const doctype = firstChild?.nodeType === 10 ? '<!DOCTYPE html>' : ''
  return `${doctype}${documentElement?.outerHTML ?? ''}`
}
