import type { Records, ResourceName } from './records.js'
import type { Moment } from '../records/moment.js'

/** Which addresses a relationship has: of its linkage (`self`), of what it leads to (`related`). */
export type Links = 'both' | 'self' | 'related' | 'none'

interface Shape {
  readonly many: boolean
  readonly links: Links
}

/** A relationship whose resources perftwin has, and how those of a record are found. */
export interface Found<R, T extends ResourceName> extends Shape {
  readonly type: T
  readonly find: (record: R, moment: Moment) => ReadonlyArray<Records[T]>
  readonly elsewhere?: never
}

/** A relationship of which there is nothing but links. */
export interface Linked extends Shape {
  readonly type?: never
  /** The type it leads to, which perftwin does not have: then it can be included, and is always empty. */
  readonly elsewhere: string | undefined
}

export type AnyFound<R> = { [T in ResourceName]: Found<R, T> }[ResourceName]
export type Relationship<R> = Linked | AnyFound<R>
export type Relationships<R> = Readonly<Record<string, Relationship<R>>>

export const toOne = { many: false, links: 'both' } as const
export const toMany = { many: true, links: 'both' } as const

/** A type that perftwin does not have: one that it has asks for `type` and `find`. */
type NotServed<N extends string> = N extends ResourceName ? `${N} are served: say how they are found` : N

/** Links to one resource that perftwin does not have. With its type's name it can be included, and is never there. */
export const linkedOne = <N extends string>(elsewhere?: NotServed<N>, links: Links = 'both'): Linked =>
  ({ many: false, links, elsewhere })

/** Links to several resources that perftwin does not have; see `linkedOne`. */
export const linkedMany = <N extends string>(elsewhere?: NotServed<N>, links: Links = 'both'): Linked =>
  ({ many: true, links, elsewhere })

/** What a to-one relationship leads to, as a list. */
export const some = <T>(record: T | undefined): readonly T[] => record === undefined ? [] : [record]
