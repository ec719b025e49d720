/** Most characters of a pattern; longer ones are refused where they come in. */
export const longestGlob = 500

/**
 * Whether the whole of a text fits a pattern: `*` stands for any run of characters without a slash, `**` for any run.
 * Follows all ways at once instead of trying them in turn, so no pattern makes it slow.
 */
export function glob (pattern: string): (text: string) => boolean {
  if (!pattern.includes('*')) return (text) => text === pattern
  const parts = pattern.split(/(\*{1,2})/).filter((part) => part !== '')
  return (text) => {
    let ends: number[] = [0]
    for (const part of parts) {
      if (part === '**') ends = from(ends, text.length)
      else if (part === '*') ends = withinSegments(ends, text)
      else ends = ends.flatMap((end) => text.startsWith(part, end) ? [end + part.length] : [])
      if (ends.length === 0) return false
    }
    return ends.at(-1) === text.length
  }
}

/** Everywhere from the first of ascending positions on. */
const from = ([first = Infinity]: readonly number[], to: number): number[] =>
  Array.from({ length: Math.max(0, to - first + 1) }, (_, i) => first + i)

/** Everywhere that can be reached from ascending positions without passing a slash; ascending, each once. */
function withinSegments (starts: readonly number[], text: string): number[] {
  const reached: number[] = []
  for (const start of starts) {
    for (let end = Math.max(start, (reached.at(-1) ?? -1) + 1); end <= text.length; end++) {
      // What lies before `end` up to the start has no slash: else an earlier round, or this one, would have stopped.
      if (end > start && text[end - 1] === '/') break
      reached.push(end)
    }
  }
  return reached
}
