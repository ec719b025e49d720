import { documentNames, type DocumentName } from '../../vendors.js'
import { openApiDocument } from '../documents.js'
import { operationsOf, type Operation, type Parameter, type Schema } from '../operations.js'
import { filledPath } from './path-values.js'
import type { CollectionRequest, OperationKey, QueryParameter } from './request.js'
import type { Sample } from './sample.js'
import { samples } from './samples.js'

/** All requests by their documents. */
export type Requests = ReadonlyMap<DocumentName, readonly CollectionRequest[]>

export async function allRequests (): Promise<Requests> {
  const requests = new Map<DocumentName, CollectionRequest[]>()
  for (const name of documentNames) requests.set(name, await requestsOf(name))
  const all = [...requests.values()].flat()
  const names = new Map(all.map(({ key, name }) => [key, name]))
  const wanted = new Set(all.flatMap(({ after }) => after))
  return new Map([...requests].map(([document, its]) =>
    [document, inOrder(its, wanted).map((request) => tellingWhatIsFirst(request, names))]))
}

async function requestsOf (document: DocumentName): Promise<CollectionRequest[]> {
  const operations = operationsOf(await openApiDocument(document))
  return operations.map(({ method, path, operation }) => requestOf(document, method, path, operation))
}

/** Folder by folder; in each first what others wait for, last what deletes, else as in the document. */
function inOrder (requests: readonly CollectionRequest[], wanted: ReadonlySet<OperationKey>): CollectionRequest[] {
  const place = ({ key, method }: CollectionRequest): number => {
    if (wanted.has(key) && method !== 'GET') return 0
    return method === 'DELETE' ? 2 : 1
  }
  return [...foldersOf(requests).values()].flatMap((inside) => inside.sort((a, b) => place(a) - place(b)))
}

function tellingWhatIsFirst (
  request: CollectionRequest, names: ReadonlyMap<OperationKey, string>
): CollectionRequest {
  const [first] = request.after
  if (first === undefined) return request
  const sentence = `Send "${names.get(first) ?? first}" first.`
  return { ...request, description: `${request.description} ${sentence}`.trim() }
}

function requestOf (document: DocumentName, method: string, template: string, operation: Operation): CollectionRequest {
  const { operationId: id = '', summary = id, tags: [folder = ''] = [], parameters = [] } = operation
  const sample: Sample = samples[document][id] ?? {}
  const { json, form, captures = {}, after = [] } = sample
  const key: OperationKey = `${document}.${id}`
  return {
    key,
    document,
    id,
    name: summary,
    description: operation.description ?? '',
    folder,
    method,
    path: filledPath(document, template),
    query: parameters.filter((parameter) => parameter.in === 'query').map((each) => queryParameter(each, sample)),
    ...(json === undefined ? {} : { json }),
    ...(form === undefined ? {} : { form }),
    captures,
    after
  }
}

/** @throws Error for a parameter that must be sent and has no sample */
function queryParameter (parameter: Parameter, { query = {} }: Sample): QueryParameter {
  const { name, description = '', required = false, schema = {} } = parameter
  const sent = query[name]
  if (required && sent === undefined) throw new Error(`no sample for the query's ${name}: put one beside the others`)
  return { name, value: sent ?? valueOf(schema), description, isSent: sent !== undefined }
}

/** What somebody may begin with: what is meant if it is left out, or the first word that is allowed. */
function valueOf ({ default: usual, enum: [first] = [], items }: Schema): string {
  if (usual !== undefined) return String(usual)
  if (first !== undefined) return String(first)
  return items === undefined ? '' : valueOf(items)
}

/** The requests by their folders, in order. */
export function foldersOf (requests: readonly CollectionRequest[]): Map<string, CollectionRequest[]> {
  const folders = new Map<string, CollectionRequest[]>()
  for (const request of requests) folders.set(request.folder, [...folders.get(request.folder) ?? [], request])
  return folders
}

/** The query as it is sent, with its question mark; nothing where there is none. */
export function queryText ({ query }: CollectionRequest): string {
  const sent = query.filter(({ isSent }) => isSent).map(({ name, value }) => `${name}=${value}`)
  return sent.length === 0 ? '' : `?${sent.join('&')}`
}
