/**
 * Where the twin is, seen from the page: behind whatever host, port, proxy and world it was opened at. Nothing else is
 * ever asked.
 */
const page = new URL('.', location.href)

/** The control plane of this world: ends in `/_perftwin/`. */
export const controlRoot = new URL('..', page)

/** The root of this world, below which the vendors' APIs are: ends in a slash. */
export const worldRoot = new URL('..', controlRoot)

/** The root of the twin: that of its default world. */
export const twinRoot = new URL(worldRoot.pathname.replace(/\/w\/[^/]+\/$/, '/'), worldRoot)

/** The control plane of another world. `default` is the one at the root. */
export function controlOf (world: string): URL {
  const prefix = world === 'default' ? '' : `w/${encodeURIComponent(world)}/`
  return new URL(`${prefix}_perftwin/`, twinRoot)
}

/** The dashboard of another world. */
export const dashboardOf = (world: string): string => new URL('dashboard/', controlOf(world)).href
