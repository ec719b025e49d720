/**
 * What there is of each resource type: the type of its records by the name that documents have for it. Every file of
 * `../resources` adds its own; the table there does not compile before it has every name, nor a relationship to a type
 * that has none.
 */
export interface Records {}

export type ResourceName = keyof Records
