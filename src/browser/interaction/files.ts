import type { DomElement } from '../../document/nodes.js'

const chosen = new WeakMap<DomElement, readonly string[]>()

/** The paths that a client gave a file control. */
export const filesOf = (input: DomElement): readonly string[] => chosen.get(input) ?? []

export const setFiles = (input: DomElement, paths: readonly string[]): void => { chosen.set(input, paths) }
