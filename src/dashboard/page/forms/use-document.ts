import { ask } from '../wire/ask.js'
import { useLoaded, type Loaded } from '../wire/loaded.js'
import type { Document } from './schema.js'

/** The control plane's own description: forms are made from it. */
export const useDocument = (): Loaded<Document> =>
  useLoaded('control.json', async () => await ask<'openApi'>('GET', 'openapi/control.json') as unknown as Document)
