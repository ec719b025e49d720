/** A request target without its query. */
export function pathOf (target: string): string {
  const end = target.indexOf('?')
  return end === -1 ? target : target.slice(0, end)
}

/** The query of a request target, without its question mark; empty when there is none. */
export function queryOf (target: string): string {
  const end = target.indexOf('?')
  return end === -1 ? '' : target.slice(end + 1)
}

/** A path without closing slashes; the root keeps its one. */
export const withoutClosingSlash = (path: string): string => path.replace(/(?<=.)\/+$/, '')

/** The path of a request target, with each run of slashes as one. */
export const plainPath = (target: string): string => pathOf(target).replace(/\/{2,}/g, '/')
