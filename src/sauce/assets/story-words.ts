/** The words in a job's files: on its pages, in its commands, on its console. They are the same for one seed. */
import type { Faker } from '@faker-js/faker'
import { stream, type Random } from '../../kernel/random.js'
import type { SessionWords } from '../../lab/session/plan.js'
import type { Page } from '../../lab/page/page.schema.js'
import type { ConsoleMessage, Timeline } from '../../lab/timeline.js'
import { wordSource } from '../../worlds/files/words.js'
import { labelled } from './page-words.js'
import { siteWords, type WordWorld } from './site-words.js'

/** The words of one world. */
export interface StoryWords {
  readonly session: (jobId: string) => SessionWords
  /** The page load with words where its page has none of its own. */
  readonly onPage: (timeline: Timeline, page: Page) => Timeline
}

/** Loads the words once. */
export async function storyWords (world: WordWorld): Promise<StoryWords> {
  const { seed } = world
  const words = await wordSource()
  return {
    session: (jobId) => {
      const typed = stream(seed, 'search-terms', jobId)
      const read = stream(seed, 'texts-read', jobId)
      return {
        searchTerm: () => words(typed).commerce.productName().toLowerCase(),
        text: () => words(read).commerce.productName()
      }
    },
    onPage: (timeline, page) => {
      // A document without content, like about:blank, stays empty.
      if (!/^https?:/.test(timeline.url) || timeline.error !== null) return timeline
      const draw = stream(seed, 'page-words', timeline.url)
      const site = siteWords(world, page, words)
      const elements = labelled(timeline, page, seed, site, words, draw)
      const said = appMessages(timeline, words, stream(seed, 'console-words', timeline.url))
      const visual = { ...timeline.visual, elements, accent: site.accent }
      return { ...timeline, visual, console: inTime([...timeline.console, ...said]) }
    }
  }
}

type Words = (random: Random) => Faker

/** What an application's own scripts say, with the chance that a page's do. */
const messages: ReadonlyArray<readonly [chance: number, say: (faker: Faker) => string]> = [
  [0.6, ({ commerce }) => `[catalog] prices of ${commerce.department()} are up to date`],
  [0.5, ({ commerce, number }) => `[cart] restored: ${number.int({ min: 1, max: 4 })} x ${commerce.productName()}`],
  [0.4, ({ person }) => `[session] signed in as ${person.firstName()}`],
  [0.4, ({ commerce }) => `[search] suggestion shown: ${commerce.product().toLowerCase()}`]
]

/** After the first paint and before the load event, from one of the page's scripts. */
function appMessages ({ requests, observed, load }: Timeline, words: Words, draw: Random): ConsoleMessage[] {
  const script = requests.find(({ type, status }) => type === 'Script' && status === 200)
  if (script === undefined) return []
  const from = Math.max(script.end, observed.firstContentfulPaint)
  return messages.filter(([chance]) => draw.chance(chance)).map(([, say], index, said) => ({
    at: Math.ceil(from + Math.max(0, load - from) * (index + 1) / (said.length + 1)),
    level: 'info',
    source: 'console-api',
    text: say(words(draw)),
    url: script.url
  }))
}

const inTime = (lines: ConsoleMessage[]): ConsoleMessage[] => lines.sort((a, b) => a.at - b.at)
