import type { Primitive } from '../facade/core.js'
import type { Page } from './page.js'

/** What the facade asks, by its words. */
export type Operation = (page: Page, given: readonly Primitive[]) => Primitive | Promise<Primitive>
export type Operations = Readonly<Record<string, Operation>>

export const text = (given: Primitive): string => given === null || given === undefined ? '' : String(given)
export const number = (given: Primitive): number => typeof given === 'number' && Number.isFinite(given) ? given : 0
/** The answer of what is done and answers nothing. */
export const nothing = (_: unknown): null => null
