/** What there is to read on a page, and what its parts show: as its layout declares it, else what such pages say. */
import type { Faker } from '@faker-js/faker'
import type { Random } from '../../kernel/random.js'
import { layOut, type Box } from '../../lab/page/layout.js'
import { completePage } from '../../lab/page/complete.js'
import { kindOf, type PageKind } from '../../lab/page/page-kinds.js'
import type { Page } from '../../lab/page/page.schema.js'
import type { Shown, Timeline, VisualElement } from '../../lab/timeline.js'
import type { SiteWords } from './site-words.js'
import { articleText, helpTitles, topics } from './help-words.js'

/** What a page's own words are drawn from. */
interface Headings {
  readonly about: string
  readonly page: PageKind
  readonly site: SiteWords
  readonly faker: Faker
  /** Prices of the lines above. */
  readonly bought: number[]
  /** How many of its kind stand above. */
  readonly before: number
}

interface Copy { readonly label?: string, readonly words?: readonly string[] }

/** What the pictures of articles show. */
const goods = ['mug', 'desk lamp', 'shoulder bag', 'water bottle', 'lounge chair', 'headphones']

const dollars = (amount: number): string => `$${amount.toFixed(2)}`

const priceIn = (words: readonly string[] = []): number => Number(/\d+(?:\.\d+)?/.exec(words[0] ?? '')?.[0] ?? 0)

const article = ({ commerce, helpers }: Faker): Copy => ({
  label: `${commerce.productAdjective()} ${helpers.arrayElement(goods)}`,
  words: [commerce.price({ min: 5, max: 400, symbol: '$' })]
})

function banner ({ about, faker: { commerce, helpers } }: Headings): Copy {
  const words = [
    `Up to ${helpers.arrayElement([20, 25, 30, 40, 50])} % off everything in ${commerce.department()}`,
    helpers.arrayElement(['Shop now', 'Discover more', 'See the offers'])
  ]
  return { label: about, words }
}

function heading ({ about, page, faker: { number } }: Headings): Copy {
  if (page === 'cart') return { label: about, words: ['Prices include taxes'] }
  const found = number.int({ min: 12, max: 240 })
  if (page === 'search') return { label: about, words: [`${found} results`] }
  return { label: about, words: page === 'list' ? [`${found} products, the most popular first`] : [] }
}

/** What shops say of anything. */
const described = ({ commerce, helpers }: Faker): string[] => [
  `Made of ${helpers.arrayElement(['steel', 'oak', 'brass', 'recycled glass', 'linen'])}, and built to last`,
  `Customers like it for its ${commerce.productAdjective().toLowerCase()} design`,
  'It comes with two years of warranty, and you have thirty days to send it back'
]

function paragraph ({ page, site, before, faker }: Headings): Copy {
  const { commerce } = faker
  if (page === 'product') return { label: 'Description', words: described(faker) }
  if (page === 'help') {
    return { label: 'Still need help?', words: ['Chat with us from 8 to 20 o\u2019clock, or write to us at any time'] }
  }
  const about = commerce.department()
  const label = site.kind === 'shop' || before > 0 ? `Popular in ${about}` : `About ${site.name}`
  return { label, words: Array.from({ length: 4 }, () => commerce.productDescription()) }
}

const addressFields = ['Full name', 'Street and number', 'Postcode', 'City']
const paymentFields = ['Card number', 'Name on the card', 'Expires', 'Security code']

function summary ({ bought, faker: { commerce } }: Headings): Copy {
  const prices = bought.length > 0 ? bought : [Number(commerce.price({ min: 20, max: 200 }))]
  const sum = prices.reduce((total, price) => total + price, 0)
  const delivery = 4.9
  return {
    label: 'Order summary',
    words: [`Subtotal: ${dollars(sum)}`, `Delivery: ${dollars(delivery)}`, `Total: ${dollars(sum + delivery)}`]
  }
}

/** What one has of an account. */
const members: readonly Copy[] = [
  { label: 'Your orders', words: ['See where they are'] },
  { label: 'Faster checkout', words: ['With your address'] },
  { label: 'Wish list', words: ['For another day'] }
]

function topic ({ before, page, site, faker }: Headings): Copy {
  if (page === 'sign-in') return members[before % members.length] ?? {}
  const label = site.navigation[before] ?? topics[before % topics.length] ?? ''
  return { label, words: [`${faker.number.int({ min: 4, max: 40 })} articles`] }
}

/** A product's page; one that is only known by its number has a name all the same. */
function product ({ about, faker }: Headings): Copy {
  const { label, words = [] } = article(faker)
  const name = /\d/.test(about) ? label ?? about : about
  return { label: name, words: [...words, ...described(faker).slice(1, 2), 'Add to cart'] }
}

/** What a part says that shows such a thing. */
const copies: Readonly<Record<Shown, (headings: Headings) => Copy>> = {
  banner,
  heading,
  paragraph,
  summary,
  card: ({ faker }) => article(faker),
  line: ({ faker }) => article(faker),
  product,
  search: () => ({ label: 'How can we help?', words: ['Search for answers'] }),
  topic,
  links: ({ page, faker }) => ({
    label: page === 'article' ? 'Related articles' : 'Popular articles',
    words: faker.helpers.arrayElements(helpTitles, 5)
  }),
  article: ({ about, site, faker }) => {
    const minutes = faker.number.int({ min: 2, max: 9 })
    const by = site.kind === 'help' ? 'Updated this week' : `By ${faker.person.fullName()}`
    return { label: about, words: [`${by} · ${minutes} min read`, ...articleText(site.kind, faker)] }
  },
  reading: ({ site, faker }) => ({ label: '', words: articleText(site.kind, faker) }),
  photo: () => ({}),
  form: ({ before }) => ({
    label: before === 0 ? 'Delivery address' : 'Payment', words: before === 0 ? addressFields : paymentFields
  }),
  'sign-in': () => ({ label: 'Sign in', words: ['Email', 'Password'] }),
  steps: () => ({ label: 'Checkout', words: ['Address', 'Payment', 'Review'] })
}

/** What parts of a kind show that do not say. */
const usual: Readonly<Partial<Record<VisualElement['kind'], Shown>>> = {
  hero: 'banner', text: 'paragraph', image: 'card'
}

const buttons: Readonly<Partial<Record<PageKind, string>>> = { cart: 'Go to checkout', checkout: 'Place order' }

const footer = ['About us', 'Help', 'Delivery', 'Returns', 'Privacy', 'Terms']

/** The parts that are the same on all pages of a site, and buttons. */
function frame (kind: VisualElement['kind'], { site, page, faker: { helpers } }: Headings): Copy {
  if (kind === 'header') return { label: site.name }
  if (kind === 'nav') return { words: site.navigation }
  if (kind === 'footer') return { label: site.name, words: [...footer, `\u00a9 ${site.name}`] }
  return { label: buttons[page] ?? helpers.arrayElement(['Add to cart', 'Buy now', 'Sign up', 'Read more']) }
}

/** What a part is declared to say, where it is. */
const declaredIn = ({ block: { words, items }, column }: Box): Pick<Copy, 'words'> => {
  const said = items?.[column]?.words ?? words
  return said === undefined ? {} : { words: said }
}

/** What a page is about: what is searched for, what its title says, or the end of its address. */
function aboutOf ({ url, title: own }: Page, title: string): string {
  const { pathname, searchParams } = new URL(url)
  const wanted = searchParams.get('q') ?? searchParams.get('query')
  if (wanted !== null) return `Results for \u201c${wanted}\u201d`
  const last = pathname.split('/').findLast((segment) => /[a-z]/i.test(segment))
  if (own === undefined && last !== undefined && /-/.test(last)) {
    const words = last.replace(/\.\w+$/, '').split('-').join(' ')
    return words.slice(0, 1).toUpperCase() + words.slice(1)
  }
  return title.split(/ [|–-] /)[0] ?? title
}

const placeOf = ({ kind, x, y }: Pick<Box, 'kind' | 'x' | 'y'>): string => `${kind} ${x} ${y}`

/** The elements of a page with their words, drawn from top to bottom: loads paint the same page in different orders. */
export function labelled (
  { title, visual, conditions: { device } }: Timeline, page: Page, seed: number, site: SiteWords,
  words: (random: Random) => Faker, draw: Random
): VisualElement[] {
  const boxes = new Map(layOut(completePage(seed, page).layout, device).boxes.map((box) => [placeOf(box), box]))
  const about = aboutOf(page, title)
  const counts = new Map<string, number>()
  const bought: number[] = []
  const kind = kindOf(page)
  // What declares its looks says what it says.
  const wordless = visual.elements.filter(({ looks }) => looks === undefined)
  const said = new Map(wordless.toSorted((a, b) => a.y - b.y || a.x - b.x).map((element) => {
    const box = boxes.get(placeOf(element))
    const shows = box?.block.shows ?? usual[element.kind]
    const before = counts.get(shows ?? '') ?? 0
    counts.set(shows ?? '', before + 1)
    const headings = { about, page: kind, site, faker: words(draw), bought, before }
    const copy = shows === undefined ? frame(element.kind, headings) : copies[shows](headings)
    const own = element.label === undefined ? {} : { label: element.label }
    const declared = { ...own, ...(box === undefined ? {} : declaredIn(box)) }
    const whole = { ...element, ...(shows === undefined ? {} : { shows }), ...copy, ...declared }
    if (shows === 'line') bought.push(priceIn(whole.words))
    return [element, whole]
  }))
  return visual.elements.map((element) => said.get(element) ?? element)
}
