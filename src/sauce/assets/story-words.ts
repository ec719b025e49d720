/** The words in a job's files: on its pages, in its commands, on its console. They are the same for one seed. */
import type { Faker } from '@faker-js/faker'
import { stream, type Random } from '../../kernel/random.js'
import type { SessionWords } from '../../lab/session/plan.js'
import type { ConsoleMessage, ElementKind, Timeline, VisualElement } from '../../lab/timeline.js'
import { wordSource } from '../../worlds/files/words.js'

/** The words of one world. */
export interface StoryWords {
  readonly session: (jobId: string) => SessionWords
  /** The page load with words where its page has none of its own. */
  readonly onPage: (timeline: Timeline) => Timeline
}

/** Loads the words once. */
export async function storyWords (seed: number): Promise<StoryWords> {
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
    onPage: (timeline) => {
      // A document without content, like about:blank, stays empty.
      if (!/^https?:/.test(timeline.url) || timeline.error !== null) return timeline
      const draw = stream(seed, 'page-words', timeline.url)
      const elements = labelled(timeline, words, draw)
      const said = appMessages(timeline, words, stream(seed, 'console-words', timeline.url))
      return { ...timeline, visual: { ...timeline.visual, elements }, console: inTime([...timeline.console, ...said]) }
    }
  }
}

type Words = (random: Random) => Faker

/** The page's own words: "Espresso machine – Example Shop" is about an espresso machine, on a site of that name. */
interface Headings { readonly about: string, readonly site: string }

function headingsOf (title: string, faker: Faker): Headings {
  const parts = title.split(/ [|–-] /)
  const [about = title] = parts
  return { about, site: parts.length > 1 ? parts.slice(-1).join() : faker.company.name() }
}

/** What the pictures of articles show. */
const goods = ['mug', 'desk lamp', 'shoulder bag', 'water bottle', 'lounge chair', 'headphones']

/** What an element without a label of its own says. */
const labels: Partial<Record<ElementKind, (faker: Faker, headings: Headings) => string>> = {
  header: (_, { site }) => site,
  hero: (_, { about }) => about,
  text: ({ commerce }) => `Popular in ${commerce.department()}`,
  image: ({ commerce, helpers }) => `${commerce.productAdjective()} ${helpers.arrayElement(goods)}`,
  button: ({ helpers }) => helpers.arrayElement(['Add to cart', 'Buy now', 'Sign up', 'Read more']),
  footer: (_, { site }) => site
}

/** What else there is to read in an element. */
const copy: Partial<Record<ElementKind, (faker: Faker, headings: Headings) => string[]>> = {
  nav: ({ commerce, helpers }) => helpers.uniqueArray(() => commerce.department(), 6),
  hero: ({ commerce, helpers }) => [
    `Up to ${helpers.arrayElement([20, 25, 30, 40, 50])} % off everything in ${commerce.department()}`,
    helpers.arrayElement(['Shop now', 'Discover more', 'See the offers'])
  ],
  text: ({ commerce }) => Array.from({ length: 4 }, () => commerce.productDescription()),
  image: ({ commerce }) => [commerce.price({ min: 5, max: 400, symbol: '$' })],
  footer: (_, { site }) => ['About us', 'Help', 'Delivery', 'Returns', 'Privacy', 'Terms', `© ${site}`]
}

function labelled ({ title, visual }: Timeline, words: Words, draw: Random): VisualElement[] {
  const headings = headingsOf(title, words(draw))
  // Drawn from top to bottom: loads paint the same page in different orders.
  const said = new Map(visual.elements.toSorted((a, b) => a.y - b.y || a.x - b.x).map((element) => {
    const label = element.label ?? labels[element.kind]?.(words(draw), headings)
    const more = copy[element.kind]?.(words(draw), headings)
    return [element, {
      ...element, ...(label === undefined ? {} : { label }), ...(more === undefined ? {} : { words: more })
    }]
  }))
  return visual.elements.map((element) => said.get(element) ?? element)
}

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
