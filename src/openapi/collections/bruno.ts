import type { DocumentName } from '../../vendors.js'
import { about, parts } from './parts.js'
import { accessOf } from './postman.js'
import type { CollectionRequest, CollectionValues, FormPart } from './request.js'
import { foldersOf, queryText, type Requests } from './requests.js'

const root = 'bruno'
const sampleFiles = 'files'

/**
 * A Bruno collection: a folder that Bruno opens and its command line runs, a file for each request. By path from the
 * folder of the collections.
 */
export function brunoFiles (requests: Requests, values: CollectionValues): Record<string, string> {
  const settings = { version: '1', name: 'perftwin', type: 'collection', ignore: [sampleFiles] }
  const files: Record<string, string> = {
    [`${root}/bruno.json`]: `${JSON.stringify(settings, null, 2)}\n`,
    [`${root}/collection.bru`]: blocks(dictionary('vars:pre-request', Object.entries(values)), text('docs', about))
  }
  for (const [place, [document, its]] of [...requests].entries()) {
    const folder = `${root}/${document}`
    files[`${folder}/folder.bru`] = partFile(document, place + 1)
    for (const [number, [tag, inside]] of [...foldersOf(its)].entries()) {
      const path = `${folder}/${fileName(tag)}`
      files[`${path}/folder.bru`] = blocks(meta(tag, number + 1), dictionary('auth', [['mode', 'inherit']]))
      for (const [seq, request] of inside.entries()) files[`${path}/${request.id}.bru`] = requestFile(request, seq + 1)
      for (const part of inside.flatMap(({ form = [] }) => form)) {
        if (part.file !== undefined) files[`${root}/${sampleFiles}/${part.file}`] = `${part.text}\n`
      }
    }
  }
  return files
}

const fileName = (name: string): string => name.toLowerCase().replaceAll(' ', '-')

const blocks = (...all: string[]): string => `${all.filter((block) => block !== '').join('\n\n')}\n`

const indented = (lines: string): string => lines.split('\n').map((line) => line === '' ? '' : `  ${line}`).join('\n')

const text = (name: string, content: string): string => `${name} {\n${indented(content)}\n}`

const dictionary = (name: string, entries: ReadonlyArray<readonly [string, string | number]>): string =>
  text(name, entries.map(([key, value]) => `${key}: ${value}`.trimEnd()).join('\n'))

const meta = (name: string, seq: number): string => dictionary('meta', [['name', name], ['seq', seq]])

function partFile (document: DocumentName, seq: number): string {
  const { title, about, credentials: { kind, ...values } } = parts[document]
  const auth = [dictionary('auth', [['mode', kind]]), dictionary(`auth:${kind}`, Object.entries(values))]
  return blocks(meta(title, seq), ...auth, text('docs', about))
}

function requestFile (request: CollectionRequest, seq: number): string {
  const { name, method, path, json, form } = request
  const url = `{{baseUrl}}${path}${queryText(request)}`
  const body = bodyKind(request)
  return blocks(
    dictionary('meta', [['name', name], ['type', 'http'], ['seq', seq]]),
    dictionary(method.toLowerCase(), [['url', url], ['body', body], ['auth', 'inherit']]),
    parametersOf(request),
    json === undefined ? '' : text('body:json', JSON.stringify(json, null, 2)),
    form === undefined ? '' : dictionary('body:multipart-form', form.map(formPart)),
    capturesOf(request),
    text('docs', docsOf(request))
  )
}

function bodyKind ({ json, form }: CollectionRequest): string {
  if (form !== undefined) return 'multipartForm'
  return json === undefined ? 'none' : 'json'
}

/** What is not sent has a tilde before it. A name with a bracket or a colon is quoted. */
function parametersOf ({ query }: CollectionRequest): string {
  if (query.length === 0) return ''
  const entries = query.map(({ name, value, isSent }) => [`${isSent ? '' : '~'}${quoted(name)}`, value] as const)
  return dictionary('params:query', entries)
}

const quoted = (name: string): string => /[:"{}\s]/.test(name) ? `"${name}"` : name

const formPart = ({ name, text, file }: FormPart): [string, string] =>
  [name, file === undefined ? text : `@file(${sampleFiles}/${file})`]

function capturesOf ({ captures }: CollectionRequest): string {
  const entries = Object.entries(captures)
  return entries.length === 0
    ? ''
    : dictionary('vars:post-response', entries.map(([name, path]) => [name, `res.body${accessOf(path)}`]))
}

function docsOf ({ description, query }: CollectionRequest): string {
  const lines = query.map(({ name, description }) => `- \`${name}\`: ${description}`)
  return [...(description === '' ? [] : [description]), ...(lines.length === 0 ? [] : [lines.join('\n')])].join('\n\n')
}
