/** What somebody may have meant: the word that differs least. */

/** The nearest of some words, the first of several; a word they share counts as three letters. */
export function nearest (said: string, known: Iterable<string>): string {
  let [found, least] = ['', Infinity]
  for (const word of known) {
    const away = distance(said, word) - 3 * sharedWords(said, word)
    if (away < least) [found, least] = [word, away]
  }
  return found
}

/** The nearest of some words, where it is near enough to have been meant. */
export function probablyMeant (said: string, known: Iterable<string>): string | undefined {
  const found = nearest(said, known)
  const most = Math.max(1, Math.floor(Math.max(said.length, found.length) / 3))
  return found !== '' && distance(said, found) <= most ? found : undefined
}

/** The end of a sentence that names it; empty where nothing is near enough. */
export function didYouMean (said: string, known: Iterable<string>): string {
  const found = probablyMeant(said, known)
  return found === undefined ? '' : `; did you mean ${found}?`
}

function sharedWords (one: string, other: string): number {
  const words = new Set(one.split(' '))
  return other.split(' ').filter((word) => words.has(word)).length
}

/**
 * How many letters must be put in, left out, changed or swapped with their neighbour to make one of the other (optimal
 * string alignment).
 */
function distance (from: string, to: string): number {
  let before: number[] = []
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const changed = at(row, j - 1) + (from[i - 1] === to[j - 1] ? 0 : 1)
      const swapped = from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1] ? at(before, j - 2) + 1 : Infinity
      next.push(Math.min(changed, swapped, at(row, j) + 1, at(next, j - 1) + 1))
    }
    before = row
    row = next
  }
  return at(row, to.length)
}

const at = (row: readonly number[], index: number): number => row[index] ?? Infinity
