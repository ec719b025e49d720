/** Most characters of a pattern; longer ones are refused where they come in. */
export const longestGlob = 500

/**
 * Whether the whole of a text fits a pattern: `*` stands for any run of characters without a slash, `**` for any run.
 * All ways are followed at once, 32 of them in a number, and each character of the text is looked at once: no pattern
 * takes longer than the text's length times a 32nd of its own.
 */
export function glob (pattern: string): (text: string) => boolean {
  const star = pattern.indexOf('*')
  if (star === -1) return (text) => text === pattern
  // What does not begin and end as the pattern does need not be looked through.
  const beginning = pattern.slice(0, star)
  const end = pattern.slice(pattern.lastIndexOf('*') + 1)
  let automaton: Automaton | undefined
  return (text) => {
    if (text.length < beginning.length + end.length || !text.startsWith(beginning) || !text.endsWith(end)) return false
    automaton ??= automatonOf(pattern.slice(star, pattern.length - end.length))
    return accepts(automaton, text, beginning.length, text.length - end.length)
  }
}

/** Sets of places in a pattern: a bit for the place before each of its tokens, and one for its end. */
type Places = Uint32Array

/** A pattern as a machine that is at several places at once (Baeza-Yates and Gonnet's Shift-And, with stars). */
interface Automaton {
  readonly words: number
  /** The places before each character, by its code. */
  readonly before: ReadonlyMap<number, Places>
  /** The places before a star, which may stand for nothing; of those, the ones before two. */
  readonly stars: Places
  readonly doubleStars: Places
  readonly end: number
}

function automatonOf (pattern: string): Automaton {
  // More than two stars in a row say what two say, so no two stars are neighbours.
  const tokens = pattern.match(/\*{2,}|[^]/g) ?? []
  const words = (tokens.length >>> 5) + 1
  const before = new Map<number, Places>()
  const stars = new Uint32Array(words)
  const doubleStars = new Uint32Array(words)
  for (const [place, token] of tokens.entries()) {
    if (token.startsWith('*')) {
      add(stars, place)
      if (token.length > 1) add(doubleStars, place)
      continue
    }
    const code = token.charCodeAt(0)
    const places = before.get(code) ?? new Uint32Array(words)
    add(places, place)
    before.set(code, places)
  }
  return { words, before, stars, doubleStars, end: tokens.length }
}

const slash = '/'.charCodeAt(0)

/** Whether the text from `from` to `to` leads from the pattern's beginning to its end. */
function accepts (automaton: Automaton, text: string, from: number, to: number): boolean {
  const none = new Uint32Array(automaton.words)
  const at = new Uint32Array(automaton.words)
  add(at, 0)
  // The pattern begins with a star, which may stand for nothing.
  add(at, 1)
  let span: Span | undefined = { first: 0, last: 0 }
  for (let i = from; i < to; i++) {
    const code = text.charCodeAt(i)
    const staying = code === slash ? automaton.doubleStars : automaton.stars
    span = step(automaton, at, automaton.before.get(code) ?? none, staying, span)
    if (span === undefined) return false
  }
  return has(at, automaton.end)
}

/** The words of a set that matter, both included. */
interface Span { readonly first: number, readonly last: number }

/**
 * Takes one character: from before it to behind it, from before a star to there again, and past a star, which may stand
 * for nothing. Undefined when nowhere is left. Who is before two stars need not care for places before them: whatever
 * fits from there fits from here.
 */
function step (
  { words, stars, doubleStars }: Automaton, at: Places, before: Places, staying: Places, { first, last }: Span
): Span | undefined {
  let carry = 0
  let starCarry = 0
  let low = -1
  let high = -1
  const most = Math.min(last + 1, words - 1)
  for (let word = first; word <= most; word++) {
    const here = at[word] ?? 0
    const taken = here & (before[word] ?? 0)
    const reached = (taken << 1) | carry | starCarry | (here & (staying[word] ?? 0))
    const passed = reached & (stars[word] ?? 0)
    const next = reached | (passed << 1)
    carry = taken >>> 31
    starCarry = passed >>> 31
    at[word] = next
    if (next === 0) continue
    high = word
    if (low === -1 || (next & (doubleStars[word] ?? 0)) !== 0) low = word
  }
  if (high === -1) return undefined
  return { first: low, last: high }
}

function add (places: Places, place: number): void {
  places[place >>> 5] = (places[place >>> 5] ?? 0) | (1 << (place & 31))
}

const has = (places: Places, place: number): boolean => ((places[place >>> 5] ?? 0) >>> (place & 31) & 1) === 1
