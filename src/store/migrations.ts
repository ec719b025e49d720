/** A data file's content as some version wrote it. */
export type AnyVersion = Record<string, unknown> & { version: number }

/** Turns what one version wrote into what the next one writes; `version` itself is set by `upgrade`. */
export type Migration = (content: AnyVersion) => Record<string, unknown>

/**
 * The migrations of data files, oldest first: the first one lifts version 1 to version 2. A change to a record of
 * worlds/facts.ts, or to how a world file is grown, needs one here.
 */
export const migrations: readonly Migration[] = []

/** The version that a list of migrations leads to. */
export const versionAfter = (list: readonly Migration[]): number => list.length + 1

/** Lifts a data file's content to the present version. The content must not be newer. */
export function upgrade (content: AnyVersion, list: readonly Migration[] = migrations): AnyVersion {
  let lifted = content
  for (let version = content.version; version < versionAfter(list); version++) {
    lifted = { ...list[version - 1]!(lifted), version: version + 1 }
  }
  return lifted
}
