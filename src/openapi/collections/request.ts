import type { DocumentName } from '../../vendors.js'

/** A parameter of the query; one that is not sent is listed, for whoever wants it. */
export interface QueryParameter {
  readonly name: string
  readonly value: string
  readonly description: string
  readonly isSent: boolean
}

/** A part of a form: a text, or a small text file where there is a `file`, its name. */
export interface FormPart { readonly name: string, readonly text: string, readonly file?: string }

/** An operation by its document and id: `sauce.getJob`. Ids alone are not unique. */
export type OperationKey = `${DocumentName}.${string}`

/**
 * One request of a collection, in no tool's words. `{{name}}` in a path, a query or a body stands for a variable, as in
 * all of them.
 */
export interface CollectionRequest {
  readonly key: OperationKey
  readonly document: DocumentName
  readonly id: string
  readonly name: string
  readonly description: string
  /** The tag of its operation. */
  readonly folder: string
  readonly method: string
  readonly path: string
  readonly query: readonly QueryParameter[]
  /** What a JSON body says. */
  readonly json?: unknown
  /** The parts of a form. */
  readonly form?: readonly FormPart[]
  /** Variables that take a value from the answer, by the path to it. */
  readonly captures: Readonly<Record<string, ReadonlyArray<string | number>>>
  /** Requests without which this one finds nothing: what is asked for has to be made first. */
  readonly after: readonly OperationKey[]
}

/** Variables of a collection and what they are at first. */
export type CollectionValues = Readonly<Record<string, string>>
