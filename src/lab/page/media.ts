/** What the files of a page look like, by type. */
import type { ResourceKind } from './page.schema.js'

/** Chrome DevTools' resource types, spelled as DevTools and `performance.json` spell them. */
export type ResourceType = 'Document' | 'Stylesheet' | 'Script' | 'Image' | 'Font' | 'XHR' | 'Media' | 'Other'

/** DevTools' word for what a page declares. */
export const typeOf: Readonly<Record<ResourceKind, ResourceType>> = {
  stylesheet: 'Stylesheet',
  script: 'Script',
  image: 'Image',
  font: 'Font',
  xhr: 'XHR',
  media: 'Media',
  other: 'Other'
}

export interface Medium {
  readonly mime: string
  /** Without a dot; empty if such files have none. */
  readonly extension: string
  readonly folder: string
  /** Bytes on the wire per decoded byte. */
  readonly compression: number
  /** What the first files of a page are called; then the names start over, with a number. */
  readonly names: readonly string[]
}

export const media: Readonly<Record<ResourceType, Medium>> = {
  Document: { mime: 'text/html', extension: '', folder: '', compression: 0.26, names: [] },
  Stylesheet: {
    mime: 'text/css',
    extension: 'css',
    folder: 'assets/css',
    compression: 0.2,
    names: ['main', 'theme', 'components', 'print']
  },
  Script: {
    mime: 'application/javascript',
    extension: 'js',
    folder: 'assets/js',
    compression: 0.31,
    names: [
      'runtime', 'vendor', 'main', 'polyfills', 'ui', 'router', 'store', 'forms', 'charts', 'i18n', 'search', 'widgets'
    ]
  },
  Image: {
    mime: 'image/jpeg',
    extension: 'jpg',
    folder: 'assets/img',
    compression: 1,
    names: ['hero', 'teaser', 'product', 'team', 'logo', 'banner', 'gallery', 'map']
  },
  Font: {
    mime: 'font/woff2',
    extension: 'woff2',
    folder: 'assets/fonts',
    compression: 1,
    names: ['text-regular', 'text-bold', 'display', 'icons']
  },
  XHR: {
    mime: 'application/json',
    extension: '',
    folder: 'api',
    compression: 0.35,
    names: ['session', 'recommendations', 'cart', 'profile', 'prices', 'messages']
  },
  Media: {
    mime: 'video/mp4',
    extension: 'mp4',
    folder: 'assets/media',
    compression: 1,
    names: ['intro', 'background']
  },
  Other: {
    mime: 'application/json',
    extension: 'json',
    folder: '',
    compression: 1,
    names: ['manifest', 'config', 'features']
  }
}

/** The name of a file whose content has a hash. */
export const fileName = ({ extension }: Medium, word: string, hash: string): string =>
  extension === '' ? word : `${word}.${hash}.${extension}`

/** What the `nth` file (from 0) of a medium on a page is called. */
export function wordFor ({ names }: Medium, nth: number): string {
  const round = Math.floor(nth / names.length)
  const name = names[nth % names.length] ?? 'file'
  return round === 0 ? name : `${name}-${round + 1}`
}
