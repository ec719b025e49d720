/** How pages are built that are for one thing or another. */
import type { PageKind } from './page-kinds.js'
import type { LayoutBlock } from './page.schema.js'

const repeated = (block: LayoutBlock, times: number): LayoutBlock[] => Array.from({ length: times }, () => block)

const cards = (columns: number, rows: number): LayoutBlock[] =>
  repeated({ kind: 'image', shows: 'card', share: 0.27, columns }, rows)

/** What stands between navigation and footer; `columns` and `rows` are those of what is offered. */
const contents: Readonly<Record<Exclude<PageKind, 'home'>, (columns: number, rows: number) => LayoutBlock[]>> = {
  list: (columns, rows) => [{ kind: 'text', shows: 'heading', share: 0.1 }, ...cards(columns, Math.max(2, rows))],
  search: (columns, rows) => [{ kind: 'text', shows: 'heading', share: 0.1 }, ...cards(columns, rows)],
  product: (columns) => [
    { kind: 'hero', shows: 'product', share: 0.58 },
    { kind: 'text', share: 0.2, label: 'Description' },
    { kind: 'text', shows: 'heading', share: 0.07, label: 'You may also like' },
    ...cards(columns, 1)
  ],
  cart: () => [
    { kind: 'text', shows: 'heading', share: 0.1 },
    ...repeated({ kind: 'image', shows: 'line', share: 0.12 }, 3),
    { kind: 'text', shows: 'summary', share: 0.24 },
    { kind: 'button', share: 0.06, label: 'Go to checkout' }
  ],
  checkout: () => [
    { kind: 'text', shows: 'steps', share: 0.1 },
    { kind: 'text', shows: 'form', share: 0.34, label: 'Delivery address' },
    { kind: 'text', shows: 'form', share: 0.34, label: 'Payment' },
    ...repeated({ kind: 'image', shows: 'line', share: 0.12 }, 2),
    { kind: 'text', shows: 'summary', share: 0.24 },
    { kind: 'button', share: 0.06, label: 'Place order' }
  ],
  'sign-in': () => [
    { kind: 'text', shows: 'sign-in', share: 0.58 },
    { kind: 'image', shows: 'topic', share: 0.12, columns: 3 }
  ],
  help: () => [
    { kind: 'hero', shows: 'search', share: 0.3 },
    ...repeated({ kind: 'image', shows: 'topic', share: 0.14, columns: 3 }, 2),
    { kind: 'text', shows: 'links', share: 0.3 },
    { kind: 'text', share: 0.14, label: 'Still need help?' }
  ],
  article: () => [
    { kind: 'text', shows: 'article', share: 0.3 },
    { kind: 'image', shows: 'photo', share: 0.42 },
    { kind: 'text', shows: 'reading', share: 0.4 },
    { kind: 'text', shows: 'links', share: 0.26 }
  ]
}

export const typicalLayout = (kind: Exclude<PageKind, 'home'>, columns: number, rows: number): LayoutBlock[] => [
  { kind: 'header', share: 0.08 },
  { kind: 'nav', share: 0.05 },
  ...contents[kind](columns, rows),
  { kind: 'footer', share: 0.15 }
]
