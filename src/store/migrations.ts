import { isNumber } from '../kernel/json.js'

/** A data file's content as some version wrote it. */
export type AnyVersion = Record<string, unknown> & { version: number }

/** Turns what one version wrote into what the next one writes; `version` itself is set by `upgrade`. */
export type Migration = (content: AnyVersion) => Record<string, unknown>

/**
 * The migrations of data files, oldest first: the first one lifts version 1 to version 2. A change to a record of
 * facts/facts.ts, or to how a world file is grown, needs one here.
 */
export const migrations: readonly Migration[] = []

/** The version that a list of migrations leads to. */
export const versionAfter = (list: readonly Migration[]): number => list.length + 1

/** Whether a value can be a version: they are counted from 1. */
export const isVersion = (value: unknown): value is number => isNumber(value) && Number.isInteger(value) && value >= 1

/** Lifts a data file's content to the present version. The content must not be newer. */
export function upgrade (content: AnyVersion, list: readonly Migration[] = migrations): AnyVersion {
  let lifted = content
  for (const migrate of list.slice(content.version - 1)) lifted = { ...migrate(lifted), version: lifted.version + 1 }
  return lifted
}
