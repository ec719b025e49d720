import type { Row } from '../../load/waterfall.js'

/** A request of both loads, or of one alone. */
export interface Pair { readonly key: string, readonly a: Row | undefined, readonly b: Row | undefined }

/** What a request is about: a release gives a file another hash, and a beacon carries other numbers each time. */
export function keyOf ({ method, url }: Pick<Row, 'method' | 'url'>): string {
  const { host, pathname } = new URL(url)
  return `${method} ${host}${pathname.replace(/\.[0-9a-f]{8}(?=\.[^./]+$)/, '')}`
}

/** What has the same name is told apart by which of them it is. */
function byKey (rows: readonly Row[]): Map<string, Row> {
  const seen = new Map<string, number>()
  return new Map(rows.map((row) => {
    const key = keyOf(row)
    const number = (seen.get(key) ?? 0) + 1
    seen.set(key, number)
    return [number === 1 ? key : `${key} (${number})`, row]
  }))
}

/** The requests of two loads beside each other, in the order in which they begin. */
export function pairRows (a: readonly Row[], b: readonly Row[]): Pair[] {
  const [first, second] = [byKey(a), byKey(b)]
  const keys = [...new Set([...first.keys(), ...second.keys()])]
  const startOf = ({ a, b }: Pair): number => Math.min(a?.start ?? Infinity, b?.start ?? Infinity)
  return keys
    .map((key) => ({ key, a: first.get(key), b: second.get(key) }))
    .sort((one, other) => startOf(one) - startOf(other))
}
