import { documentNames } from '../../vendors.js'
import { httpFile } from './http-file.js'
import { postmanCollection } from './postman.js'
import type { CollectionValues } from './request.js'
import type { Requests } from './requests.js'

/** The names of the collections that are one file each. */
export const singleFileNames: readonly string[] = ['postman.json', ...documentNames.map((name) => `${name}.http`)]

/** The collections that are one file each, by its name. */
export function singleFiles (requests: Requests, values: CollectionValues): Record<string, string> {
  const files: Record<string, string> = {
    'postman.json': `${JSON.stringify(postmanCollection(requests, values), null, 2)}\n`
  }
  for (const [name, its] of requests) files[`${name}.http`] = httpFile(name, its, values)
  return files
}
