/**
 * The document object model: domino's, loaded when the first document is made. It runs no code of a page's: its
 * handlers of `on…` attributes are empty, and there is no window behind it.
 */
import { createRequire } from 'node:module'
import type { DomImplementation } from './nodes.js'

const require = createRequire(import.meta.url)

interface Domino {
  readonly createIncrementalHTMLParser: () => {
    readonly write: (text: string) => void
    readonly end: (text: string) => void
    readonly process: (shouldPause: () => boolean) => boolean
    readonly document: () => unknown
  }
  readonly createDOMImplementation: () => DomImplementation
}

let loaded: Domino | undefined

/** Loaded at once, not by an import that waits: what a page looks like is asked in the middle of a calculation. */
export function domino (): Domino {
  loaded ??= require('@mixmark-io/domino') as Domino
  return loaded
}
