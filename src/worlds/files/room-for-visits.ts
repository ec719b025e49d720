/** Jobs run at least as many commands as their visits need. */
import { aroundVisits } from '../../facts/visits.js'
import { Invalid } from '../../kernel/errors.js'
import type { JobSpec } from './job-spec.js'

/** How many commands visits need; nothing is needed to visit nothing. */
export const commandsFor = (pages: readonly string[]): number => pages.length === 0 ? 0 : pages.length + aroundVisits

/** What a maker is told of too few commands; undefined if they are enough. */
function fewCommands (pages: readonly string[], commands: number): string | undefined {
  if (commands >= commandsFor(pages)) return undefined
  const loads = pages.length === 1 ? 'its page load needs' : `its ${pages.length} page loads need`
  return `commands: ${loads} ${commandsFor(pages)} commands, and it runs ${commands}`
}

/** So many commands, or as many as the visits need. @throws Invalid if the maker wants too few of them refused */
export function enoughCommands (
  pages: readonly string[], commands: number, choice: JobSpec['tooShort'], what = ''
): number {
  const sentence = fewCommands(pages, commands)
  if (sentence === undefined) return commands
  if (choice === 'refuse') throw new Invalid(`${what}${sentence}`, 'commands')
  return commandsFor(pages)
}

/** What the maker of a job is told that was given more commands; undefined if it has those it was made with. */
export function commandsNote ({ pages = [], commands }: JobSpec): string | undefined {
  const sentence = commands === undefined ? undefined : fewCommands(pages, commands)
  return sentence === undefined ? undefined : `${sentence}; it was given ${commandsFor(pages)}`
}
