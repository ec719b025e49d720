/** What somebody may have meant by a word that nobody knows, as the cure of a problem. */
import { distance, nearest } from '../files/nearest.js'

/** So many names are listed where none is near. */
const mostListed = 12

/** The word that somebody nearly wrote; undefined where none is near. */
export function meant (said: string, known: readonly string[]): string | undefined {
  const short = said.slice(0, 60)
  const sameLetters = known.find((each) => each.toLowerCase() === short.toLowerCase())
  if (sameLetters !== undefined) return sameLetters
  const found = nearest(short, known)
  const most = Math.max(1, Math.floor(Math.max(short.length, found.length) / 3))
  return found !== '' && distance(short.toLowerCase(), found.toLowerCase()) <= most ? found : undefined
}

/** What to write instead. `what`: what is known, in the plural; `none`: what to do where nothing is. */
export function choice (said: string, known: readonly string[], what: string, none: string): string {
  const found = meant(said, known)
  if (found !== undefined) return `did you mean "${found}"?`
  if (known.length === 0) return none
  const more = known.length > mostListed ? ', …' : ''
  return `${what}: ${known.slice(0, mostListed).join(', ')}${more}`
}
