/**
 * A page as a world file declares it: what it is made of, not what it measures. Everything but the URL may be left out;
 * what is left out is filled in from a plausible page (see complete.ts). Sizes are bytes, times are ms on an
 * unthrottled CPU.
 */
import { Type, type Static } from '../../kernel/schema.js'
import { pageKinds } from './page-kinds.js'

const closed = { additionalProperties: false }
const Bytes = Type.Integer({ minimum: 0, maximum: 100_000_000, description: 'bytes' })
const Count = Type.Integer({ minimum: 0, maximum: 500 })
const Milliseconds = Type.Number({ minimum: 0, maximum: 600_000, description: 'ms' })
const Host = Type.String({
  pattern: '^[A-Za-z0-9.-]+(:\\d+)?$',
  description: 'a host name; the page\'s own host if absent'
})

export const resourceKinds = ['stylesheet', 'script', 'image', 'font', 'xhr', 'media', 'other'] as const
export type ResourceKind = typeof resourceKinds[number]

const loadingBehaviours = ['blocking', 'deferred', 'early', 'late'] as const
export type LoadingBehaviour = typeof loadingBehaviours[number]

const priorities = ['VeryHigh', 'High', 'Medium', 'Low', 'VeryLow'] as const
/** Chrome DevTools' `Network.ResourcePriority`. */
export type Priority = typeof priorities[number]

/** `count` resources of one type and loading behaviour. */
export const ResourcesSchema = Type.Object({
  type: Type.Enum(resourceKinds),
  count: Count,
  size: Type.Optional(Bytes),
  host: Type.Optional(Host),
  latency: Type.Optional(Milliseconds),
  /**
   * When the browser learns of them. `blocking`: in the head, nothing is painted before them (stylesheets' default);
   * `deferred`: run before DOMContentLoaded (scripts' default); `early`: in the document, delays nothing but load
   * (images' default); `late`: asked for by code after the load event. Fonts always follow the stylesheets, XHRs that
   * are not late follow DOMContentLoaded.
   */
  loading: Type.Optional(Type.Enum(loadingBehaviours)),
  priority: Type.Optional(Type.Enum(priorities)),
  names: Type.Optional(Type.Array(Type.String({ pattern: '^[^?#\\s]+$' }), {
    description: 'file names of the first ones'
  }))
}, closed)
export type Resources = Static<typeof ResourcesSchema>

/** Somebody else's tag: scripts, each of which works on the main thread, may fail, and sends beacons. */
export const ThirdPartySchema = Type.Object({
  host: Host,
  scripts: Type.Optional(Count),
  size: Type.Optional(Bytes),
  latency: Type.Optional(Milliseconds),
  work: Type.Optional(Milliseconds),
  beacons: Type.Optional(Count),
  failureRate: Type.Optional(Type.Number({ minimum: 0, maximum: 1 }))
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

const Label = Type.String({ maxLength: 120 })
const Words = Type.Array(Type.String({ maxLength: 300 }), {
  maxItems: 20,
  description: 'What else there is to read: a price, the fields of a form, the titles of links, sentences. ' +
    'Default: made up from the seed.',
  examples: [['Email', 'Password'], ['$349.00'], ['Subtotal: $349.00', 'Delivery: free', 'Total: $349.00']]
})

/** A block of the layout, from top to bottom; `share` of the viewport's height (may exceed 1). */
export const LayoutBlockSchema = Type.Object({
  kind: Type.Enum(elementKinds, { description: 'When and how it is painted.' }),
  share: Type.Number({ exclusiveMinimum: 0, maximum: 20 }),
  columns: Type.Optional(Type.Integer({ minimum: 1, maximum: 12 })),
  shows: Type.Optional(Type.Enum(shownThings, {
    description: 'What it shows in pictures. Default: a hero a banner, a text a paragraph, an image an article to buy.',
    examples: ['form', 'product']
  })),
  label: Type.Optional(Type.String({
    maxLength: 120,
    description: 'Its heading, or the name of what it shows. Default: made up from the seed.',
    examples: ['Autumn sale', 'Delivery address']
  })),
  words: Type.Optional(Words),
  items: Type.Optional(Type.Array(Type.Object({ label: Type.Optional(Label), words: Type.Optional(Words) }, closed), {
    maxItems: 12,
    description: 'The labels and words of its columns, from the left.',
    examples: [[{ label: 'Stoneware mug', words: ['$14.00'] }, { label: 'Desk lamp', words: ['$59.00'] }]]
  }))
}, closed)
export type LayoutBlock = Static<typeof LayoutBlockSchema>

/** First-party main-thread work of the whole load, ms at CPU rate 1. */
export const MainThreadSchema = Type.Object({
  script: Type.Optional(Milliseconds),
  styleLayout: Type.Optional(Milliseconds),
  paint: Type.Optional(Milliseconds),
  onLoad: Type.Optional(Milliseconds)
}, closed)

export const PageSchema = Type.Object({
  url: Type.String({ pattern: '^https?://[^\\s/]+' }),
  title: Type.Optional(Type.String({ maxLength: 200 })),
  kind: Type.Optional(Type.Enum(pageKinds, {
    description: 'What it is for: a page that declares no layout is built like that. ' +
      'Default: what its URL says, then what its title says; home if neither does.',
    examples: ['product', 'checkout']
  })),
  document: Type.Optional(Type.Object({
    size: Type.Optional(Bytes),
    latency: Type.Optional(Milliseconds)
  }, closed)),
  resources: Type.Optional(Type.Array(ResourcesSchema, { maxItems: 40 })),
  thirdParties: Type.Optional(Type.Array(ThirdPartySchema, { maxItems: 40 })),
  mainThread: Type.Optional(MainThreadSchema),
  layout: Type.Optional(Type.Array(LayoutBlockSchema, { minItems: 1, maxItems: 40 })),
  /** Expected cumulative layout shift. */
  layoutShift: Type.Optional(Type.Number({ minimum: 0, maximum: 10 })),
  /**
   * `server`: first content once stylesheets and blocking scripts are in; `client`: once the deferred scripts have run.
   */
  rendering: Type.Optional(Type.Enum(['server', 'client'])),
  protocol: Type.Optional(Type.Enum(['h2', 'http/1.1'])),
  /** How much one run differs from the next: 1 as usual, 0 not at all. */
  noise: Type.Optional(Type.Number({ minimum: 0, maximum: 5 })),
  /** Chance that a load is an outlier; 0.02 if absent. */
  outliers: Type.Optional(Type.Number({ minimum: 0, maximum: 1 }))
}, closed)
export type Page = Static<typeof PageSchema>
