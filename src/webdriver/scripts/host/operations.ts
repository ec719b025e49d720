import type { Primitive } from '../facade/core.js'
import type { Page } from './page.js'

/** What the facade asks, by its words. */
export type Operations = Readonly<Record<string, (page: Page, given: readonly Primitive[]) => Primitive>>

export const text = (given: Primitive): string => given === null || given === undefined ? '' : String(given)
export const number = (given: Primitive): number => typeof given === 'number' && Number.isFinite(given) ? given : 0
