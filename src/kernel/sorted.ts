/** Orders text by its UTF-16 code units, which is the same on every machine. */
export function compareText (a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/**
 * The first place in a sorted list whose record passes `test`; the list's length when none does.
 * The list must be sorted so that all that fail the test come before all that pass it.
 */
export function firstIndex<T> (list: readonly T[], test: (record: T) => boolean): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (test(list[middle] as T)) high = middle
    else low = middle + 1
  }
  return low
}
