import type { DocumentName } from '../../vendors.js'
import { about, parts } from './parts.js'
import type { CollectionRequest, CollectionValues, FormPart } from './request.js'
import { foldersOf, queryText, type Requests } from './requests.js'

const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json'

/** A collection in Postman's format v2.1, which Bruno, Insomnia and others take in, too. */
export function postmanCollection (requests: Requests, values: CollectionValues): object {
  return {
    info: { name: 'perftwin', description: about, schema },
    item: [...requests].map(([document, its]) => ({
      name: parts[document].title,
      description: parts[document].about,
      item: [...foldersOf(its)].map(([name, inside]) => ({ name, item: inside.map(itemOf) })),
      auth: authOf(document)
    })),
    variable: Object.entries(values).map(([key, value]) => ({ key, value, type: 'string' }))
  }
}

function authOf (document: DocumentName): object {
  const { kind, ...values } = parts[document].credentials
  return { type: kind, [kind]: Object.entries(values).map(([key, value]) => ({ key, value, type: 'string' })) }
}

function itemOf (request: CollectionRequest): object {
  const { key, name, method, path, description, query } = request
  const url = {
    raw: `{{baseUrl}}${path}${queryText(request)}`,
    host: ['{{baseUrl}}'],
    path: path.split('/').slice(1),
    ...(query.length === 0 ? {} : { query: query.map(queryOf) })
  }
  const header = request.json === undefined ? [] : [{ key: 'Content-Type', value: 'application/json' }]
  return { id: key, name, request: { method, header, ...bodyOf(request), url, description }, ...eventOf(request) }
}

const queryOf = ({ name, value, description, isSent }: CollectionRequest['query'][number]): object =>
  ({ key: name, value, description, ...(isSent ? {} : { disabled: true }) })

function bodyOf ({ json, form }: CollectionRequest): object {
  if (form !== undefined) return { body: { mode: 'formdata', formdata: form.map(formPart) } }
  if (json === undefined) return {}
  return { body: { mode: 'raw', raw: JSON.stringify(json, null, 2), options: { raw: { language: 'json' } } } }
}

/** A file's content stands in the collection: a file to be chosen would not be there on another machine. */
function formPart ({ name, text, file }: FormPart): object {
  const part = { key: name, value: text, type: 'text' }
  return file === undefined ? part : { ...part, fileName: file, contentType: 'text/plain' }
}

/** What is kept of the answer for the requests that follow. */
function eventOf ({ captures }: CollectionRequest): object {
  const exec = Object.entries(captures).map(([name, path]) =>
    `if (pm.response.code < 300) pm.collectionVariables.set('${name}', pm.response.json()${accessOf(path)})`)
  return exec.length === 0 ? {} : { event: [{ listen: 'test', script: { type: 'text/javascript', exec } }] }
}

/** `["js tests"][0]`: how a script says a path. */
export const accessOf = (path: ReadonlyArray<string | number>): string =>
  path.map((step) => `[${JSON.stringify(step)}]`).join('')
