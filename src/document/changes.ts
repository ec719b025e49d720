/** How often a document has changed: what is worked out of it is kept until the next time. */
import type { DomDocument } from './nodes.js'

const versions = new WeakMap<DomDocument, number>()

export const versionOf = (document: DomDocument): number => versions.get(document) ?? 0

/** Something changed that is no node and no attribute: what a control holds, what has the focus. */
export const touch = (document: DomDocument): void => { versions.set(document, versionOf(document) + 1) }

/** From now on every change of a node or an attribute counts. */
export function watchChanges (document: DomDocument): void {
  document._setMutationHandler(() => { touch(document) })
}
