/** A resource of a page, before anything is timed: most are the same in all loads. */
import type { Loading } from './model.js'
import type { Priority, ResourceType } from '../timeline.js'

/**
 * Where in the load a resource belongs. `tag` is a third party's script, put in after DOMContentLoaded and run in order;
 * `beacon` is what such a script sends home.
 */
export type Stage = Loading | 'document' | 'tag' | 'beacon'

/** How a request goes wrong: the connection is reset, or the server answers with an error. */
export type Failure = 'reset' | 'server error' | 'not found'

export interface Planned {
  readonly type: ResourceType
  readonly stage: Stage
  readonly url: string
  /** Index into the plan's hosts. */
  readonly host: number
  readonly method: 'GET' | 'POST'
  readonly priority: Priority
  /** Decoded body, bytes. */
  readonly resourceSize: number
  /** Response headers, bytes. */
  readonly headersSize: number
  /** On the wire, headers included, bytes. */
  readonly transferSize: number
  readonly encoding: 'gzip' | null
  /** The server's usual thinking time, ms. */
  readonly latency: number
  /** Where in the document the resource is mentioned, 0 … 1. */
  readonly position: number
  /** The script's usual evaluation, ms at CPU rate 1. */
  readonly work: number
  readonly failure: Failure | null
  /** Index of the planned script that sends a beacon. */
  readonly sender: number | null
}

interface Medium { mime: string, extension: string, folder: string, compression: number, names: readonly string[] }

/** What files of each type look like; `compression` is wire bytes per decoded byte. */
export const media: Readonly<Record<ResourceType, Medium>> = {
  Document: { mime: 'text/html', extension: '', folder: '', compression: 0.26, names: [] },
  Stylesheet: { mime: 'text/css', extension: 'css', folder: 'assets/css', compression: 0.2, names: ['main', 'theme', 'components', 'print'] },
  Script: {
    mime: 'application/javascript',
    extension: 'js',
    folder: 'assets/js',
    compression: 0.31,
    names: ['runtime', 'vendor', 'main', 'polyfills', 'ui', 'router', 'store', 'forms', 'charts', 'i18n', 'search', 'widgets']
  },
  Image: { mime: 'image/jpeg', extension: 'jpg', folder: 'assets/img', compression: 1, names: ['hero', 'teaser', 'product', 'team', 'logo', 'banner', 'gallery', 'map'] },
  Font: { mime: 'font/woff2', extension: 'woff2', folder: 'assets/fonts', compression: 1, names: ['text-regular', 'text-bold', 'display', 'icons'] },
  XHR: { mime: 'application/json', extension: '', folder: 'api', compression: 0.35, names: ['session', 'recommendations', 'cart', 'profile', 'prices', 'messages'] },
  Media: { mime: 'video/mp4', extension: 'mp4', folder: 'assets/media', compression: 1, names: ['intro', 'background'] },
  Other: { mime: 'application/json', extension: 'json', folder: '', compression: 1, names: ['manifest', 'config', 'features'] }
}
