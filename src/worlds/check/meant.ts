/** What somebody may have meant by a word that nobody knows, as the cure of a problem. */
import { probablyMeant } from '../../kernel/nearest.js'

/** So many names are listed where none is near. */
const mostListed = 12

/** The word that somebody nearly wrote; undefined where none is near. */
export function meant (said: string, known: readonly string[]): string | undefined {
  const short = said.slice(0, 60)
  const sameLetters = known.find((each) => each.toLowerCase() === short.toLowerCase())
  if (sameLetters !== undefined) return sameLetters
  return probablyMeant(short, known)
}

/** What to write instead. `what`: what is known, in the plural; `none`: what to do where nothing is. */
export function choice (said: string, known: readonly string[], what: string, none: string): string {
  const found = meant(said, known)
  if (found !== undefined) return `did you mean "${found}"?`
  if (known.length === 0) return none
  const more = known.length > mostListed ? ', …' : ''
  return `${what}: ${known.slice(0, mostListed).join(', ')}${more}`
}
