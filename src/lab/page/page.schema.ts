/**
 * A page as a world file declares it: what it is made of, not what it measures. Everything but the URL may be left out;
 * what is left out is filled in from a plausible page (see complete.ts). Sizes are bytes, times are ms on an
 * unthrottled CPU.
 */
import { Type, type Static } from '../../kernel/schema.js'
import { longestHtml } from '../../document/bounds.js'
import { pageKinds } from './page-kinds.js'
import { BehaviourSchema, PageFailureSchema } from './scripted.schema.js'

const closed = { additionalProperties: false }

/** What is said of a field besides its shape. `usual`: what it is when it is left out. */
interface About { readonly description: string, readonly usual?: unknown, readonly examples?: readonly unknown[] }

const bytes = ({ description, ...about }: About): ReturnType<typeof Type.Integer> =>
  Type.Integer({ minimum: 0, maximum: 100_000_000, description: `${description} Bytes.`, ...about })
const count = (about: About): ReturnType<typeof Type.Integer> => Type.Integer({ minimum: 0, maximum: 500, ...about })
const milliseconds = ({ description, ...about }: About): ReturnType<typeof Type.Number> =>
  Type.Number({ minimum: 0, maximum: 600_000, description: `${description} ms.`, ...about })
const host = (about: About): ReturnType<typeof Type.String> =>
  Type.String({ pattern: '^[A-Za-z0-9.-]+(:\\d+)?$', ...about })

export const resourceKinds = ['stylesheet', 'script', 'image', 'font', 'xhr', 'media', 'other'] as const
export type ResourceKind = typeof resourceKinds[number]

const loadingBehaviours = ['blocking', 'deferred', 'early', 'late'] as const
export type LoadingBehaviour = typeof loadingBehaviours[number]

const priorities = ['VeryHigh', 'High', 'Medium', 'Low', 'VeryLow'] as const
/** Chrome DevTools' `Network.ResourcePriority`. */
export type Priority = typeof priorities[number]

/** `count` resources of one type and loading behaviour. */
export const ResourcesSchema = Type.Object({
  type: Type.Enum(resourceKinds, { description: 'What they are.' }),
  count: count({ description: 'How many there are.', examples: [8] }),
  size: Type.Optional(bytes({
    description: 'The size of each, uncompressed, on average; as usual for the type if left out.',
    examples: [52000]
  })),
  host: Type.Optional(host({
    description: 'The host they come from; the page\'s own if left out.',
    examples: ['media.example.com']
  })),
  latency: Type.Optional(milliseconds({
    description: 'How long the server takes to answer; as usual for the type if left out.',
    examples: [150]
  })),
  loading: Type.Optional(Type.Enum(loadingBehaviours, {
    description: 'When the browser learns of them. blocking: in the head, nothing is painted before them ' +
      '(stylesheets, if left out); deferred: run before DOMContentLoaded (scripts, if left out); early: in the ' +
      'document, delays nothing but load (all others, if left out); late: asked for by code after the load event. ' +
      'Fonts always follow the stylesheets, XHRs that are not late follow DOMContentLoaded.'
  })),
  priority: Type.Optional(Type.Enum(priorities, {
    description: 'Chrome\'s priority of the request; as Chrome has it for the type if left out.'
  })),
  names: Type.Optional(Type.Array(Type.String({ pattern: '^[^?#\\s]+$' }), {
    description: 'File names of the first ones; made up if left out.',
    examples: [['images/autumn-sale.jpg']]
  }))
}, closed)
export type Resources = Static<typeof ResourcesSchema>

/** Somebody else's tag: scripts, each of which works on the main thread, may fail, and sends beacons. */
export const ThirdPartySchema = Type.Object({
  host: host({ description: 'The host it comes from.', examples: ['tags.example.net'] }),
  scripts: Type.Optional(count({ description: 'How many scripts it has.', usual: 1, examples: [2] })),
  size: Type.Optional(bytes({ description: 'The size of each script.', usual: 40_000, examples: [48000] })),
  latency: Type.Optional(milliseconds({
    description: 'How long its server takes to answer.', usual: 80, examples: [120]
  })),
  work: Type.Optional(milliseconds({
    description: 'How long each script works on the main thread.', usual: 25, examples: [60]
  })),
  beacons: Type.Optional(count({ description: 'How many beacons it sends.', usual: 1, examples: [2] })),
  failureRate: Type.Optional(Type.Number({
    minimum: 0, maximum: 1, description: 'The chance that it fails to load.', usual: 0.008, examples: [0.05]
  }))
}, closed)
export type ThirdParty = Static<typeof ThirdPartySchema>

const elementKinds = ['header', 'nav', 'hero', 'text', 'image', 'button', 'footer'] as const
export type ElementKind = typeof elementKinds[number]

/** What a block shows; anything that takes its time to load is painted as its kind is, whatever it shows. */
export const shownThings = [
  'banner', 'search', 'product', 'paragraph', 'heading', 'article', 'reading', 'links', 'form', 'sign-in', 'steps',
  'summary', 'card', 'line', 'topic', 'photo'
] as const
export type Shown = typeof shownThings[number]

const madeUp = 'made up from the seed if left out.'
const Label = Type.String({
  maxLength: 120, description: `What this column is called; ${madeUp}`, examples: ['Desk lamp']
})
const Words = Type.Array(Type.String({ maxLength: 300 }), {
  maxItems: 20,
  description: `What else there is to read: a price, the fields of a form, the titles of links, sentences; ${madeUp}`,
  examples: [['Email', 'Password'], ['$349.00'], ['Subtotal: $349.00', 'Delivery: free', 'Total: $349.00']]
})

/** A block of the layout, from top to bottom; `share` of the viewport's height (may exceed 1). */
export const LayoutBlockSchema = Type.Object({
  kind: Type.Enum(elementKinds, { description: 'When and how it is painted.' }),
  share: Type.Number({
    exclusiveMinimum: 0,
    maximum: 20,
    description: 'Its height, as a share of the viewport\'s; may exceed 1.',
    examples: [0.38]
  }),
  columns: Type.Optional(Type.Integer({
    minimum: 1, maximum: 12, description: 'Of how many beside each other it is made.', usual: 1, examples: [4]
  })),
  shows: Type.Optional(Type.Enum(shownThings, {
    description: 'What it shows in pictures; if left out a hero shows a banner, a text a paragraph, ' +
      'an image an article to buy.',
    examples: ['form', 'product']
  })),
  label: Type.Optional(Type.String({
    maxLength: 120,
    description: `Its heading, or the name of what it shows; ${madeUp}`,
    examples: ['Autumn sale', 'Delivery address']
  })),
  words: Type.Optional(Words),
  items: Type.Optional(Type.Array(Type.Object({ label: Type.Optional(Label), words: Type.Optional(Words) }, closed), {
    maxItems: 12,
    description: `The labels and words of its columns, from the left; ${madeUp}`,
    examples: [[{ label: 'Stoneware mug', words: ['$14.00'] }, { label: 'Desk lamp', words: ['$59.00'] }]]
  }))
}, closed)
export type LayoutBlock = Static<typeof LayoutBlockSchema>

/** First-party main-thread work of the whole load, ms at CPU rate 1. */
export const MainThreadSchema = Type.Object({
  script: Type.Optional(milliseconds({
    description: 'Running scripts; by the size of the scripts if left out.', examples: [420]
  })),
  styleLayout: Type.Optional(milliseconds({
    description: 'Styles and layout; by the size of stylesheets and the scripts\' work if left out.', examples: [160]
  })),
  paint: Type.Optional(milliseconds({
    description: 'Painting; by the size of the images if left out.', examples: [90]
  })),
  onLoad: Type.Optional(milliseconds({
    description: 'What runs when the load event fires; by the scripts\' work if left out.', examples: [30]
  }))
}, { ...closed, description: 'The page\'s own work on the main thread, ms on a CPU that is not throttled.' })

export const PageSchema = Type.Object({
  url: Type.String({
    pattern: '^https?://[^\\s/]+', description: 'Its address.', examples: ['https://shop.example.com/']
  }),
  title: Type.Optional(Type.String({
    maxLength: 200, description: 'Its title; made up from the URL if left out.', examples: ['Example Shop']
  })),
  kind: Type.Optional(Type.Enum(pageKinds, {
    description: 'What it is for: a page that declares no layout is built like that. ' +
      'If left out what its URL says, then what its title says; home if neither does.',
    examples: ['product', 'checkout']
  })),
  document: Type.Optional(Type.Object({
    size: Type.Optional(bytes({
      description: 'The size of the HTML, uncompressed; plausible for the URL if left out.', examples: [38000]
    })),
    latency: Type.Optional(milliseconds({
      description: 'How long the server takes to answer; plausible for the URL if left out.', examples: [180]
    }))
  }, { ...closed, description: 'The HTML document.' })),
  resources: Type.Optional(Type.Array(ResourcesSchema, {
    maxItems: 40,
    description: 'What it loads from its own servers, in groups; plausible for the URL if left out.'
  })),
  thirdParties: Type.Optional(Type.Array(ThirdPartySchema, {
    maxItems: 40,
    description: 'Other people\'s tags; plausible for the URL if left out.'
  })),
  mainThread: Type.Optional(MainThreadSchema),
  layout: Type.Optional(Type.Array(LayoutBlockSchema, {
    minItems: 1,
    maxItems: 40,
    description: 'What is seen, from top to bottom; plausible for the URL if left out.'
  })),
  html: Type.Optional(Type.String({
    maxLength: longestHtml,
    description: 'What it is made of: HTML with `<style>` and `style`. Its boxes and words are what pictures, ' +
      'filmstrip and video show, and what a WebDriver session finds; `layout` is of no account then. ' +
      'If left out, it is made up from the layout.',
    examples: ['<title>Sign in</title><h1>Sign in</h1><form><label>Email <input name="email"></label></form>']
  })),
  behaviour: Type.Optional(Type.Array(BehaviourSchema, {
    maxItems: 100,
    description: 'What it does in a WebDriver session when something happens to it.',
    usual: [],
    examples: [[{ on: 'click', selector: '#send', after: 500, hide: 'form', show: '#thanks' }]]
  })),
  failures: Type.Optional(Type.Array(PageFailureSchema, {
    maxItems: 100,
    description: 'Commands of a WebDriver session that fail on it.',
    usual: [],
    examples: [[{ command: 'elementClick', selector: '#send', error: 'element click intercepted', flaky: 0.1 }]]
  })),
  layoutShift: Type.Optional(Type.Number({
    minimum: 0,
    maximum: 10,
    description: 'The cumulative layout shift to expect; plausible for the URL if left out.',
    examples: [0.03]
  })),
  rendering: Type.Optional(Type.Enum(['server', 'client'], {
    description: 'When there is content first: once stylesheets and blocking scripts are in (server), or once the ' +
      'deferred scripts have run (client); plausible for the URL if left out.'
  })),
  protocol: Type.Optional(Type.Enum(['h2', 'http/1.1'], {
    description: 'The protocol of its hosts; plausible for the URL if left out.'
  })),
  noise: Type.Optional(Type.Number({
    minimum: 0,
    maximum: 5,
    description: 'How much one run differs from the next: 1 as usual, 0 not at all.',
    usual: 1,
    examples: [0.5]
  })),
  outliers: Type.Optional(Type.Number({
    minimum: 0, maximum: 1, description: 'The chance that a load meets an accident.', usual: 0.02, examples: [0.1]
  }))
}, { $id: 'Page', ...closed })
export type Page = Static<typeof PageSchema>
