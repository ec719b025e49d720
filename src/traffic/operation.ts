import type { NamedValues } from './named-values.js'

/** Whose requests there are: WebDriver's commands are a vendor's of their own, whose hosts have nothing else. */
export type Vendor = 'sauce' | 'app-store-connect' | 'webdriver' | 'control'

/** Which page of its list a request asks for, from 1; undefined where that cannot be told. */
export type PageOf = (query: NamedValues) => number | undefined

/** What a vendor knows of an operation besides its id. */
export interface OperationTraits {
  /** What the methods of vendors' clients are called that ask for it. */
  readonly names?: readonly string[] | undefined
  /** Of a list that comes in pages. */
  readonly pageOf?: PageOf | undefined
}

/** What a request asked for: one object for each route, so that counting needs no key made of text. */
export interface Operation extends OperationTraits {
  readonly vendor: string
  /** The operation's id; null: a path that nothing answers. */
  readonly name: string | null
}

/** Whether somebody who names an operation may mean this one: by its id, or by what a client calls it. */
export const answersTo = ({ name, names }: Operation, wanted: string): boolean =>
  name === wanted || names?.includes(wanted) === true
