/** What a script engine does for a browser, and what it is told. Types only. */
import type { DomElement, DomNode } from '../document/nodes.js'
import type { PageContext } from './context.js'

/** An event as it is told: what its object holds besides its type. */
export interface PageEvent {
  readonly type: string
  readonly bubbles: boolean
  readonly cancelable: boolean
  /** `clientX`, `button`, `key`, `ctrlKey` and so on. */
  readonly init: Readonly<Record<string, string | number | boolean | null>>
}

/** A piece of the page's own script. */
export type ScriptSource =
  /** The text of a `<script>`. */
  | { readonly kind: 'script', readonly context: PageContext, readonly text: string, readonly element: DomElement }
  /** An `on…` attribute; answered with false, or with the event's default prevented, nothing follows. */
  | {
    readonly kind: 'handler', readonly context: PageContext, readonly text: string, readonly element: DomElement,
    readonly event: PageEvent, readonly target: DomNode
  }
  /** A `javascript:` address. */
  | { readonly kind: 'address', readonly context: PageContext, readonly text: string }

/** Runs a piece of script; false if what would follow is prevented. */
export type RunScript = (source: ScriptSource) => Promise<boolean> | boolean

/** Tells what scripts listen for of an event; false if what would follow is prevented. */
export type TellEvent = (context: PageContext, target: DomNode, event: PageEvent) => Promise<boolean> | boolean
