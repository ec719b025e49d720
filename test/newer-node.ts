/** Whether a version is at least 22.19, which the newest clients need. */
const isNew = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 22 || (major === 22 && minor >= 19)
}

/**
 * A Node.js for clients that need 22.19: this one if it is new enough, else the one PERFTWIN_NEWER_NODE names, which
 * scripts/with-newer-node.sh gets from the npm registry. undefined if there is none.
 */
export const newerNode = (): string | undefined =>
  isNew(process.versions.node) ? process.execPath : process.env.PERFTWIN_NEWER_NODE
