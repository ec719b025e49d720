// How each service words a refusal: what a client of that service can read, and nobody else's.
import { vendorOfPath } from '../../src/vendors.js'

/** Says what is wrong with a refusal's body; undefined if nothing is. */
type Shape = (body: unknown, status: number) => string | undefined

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** An object of these string fields and no others. */
const fields = (...names: string[]): Shape => (body) => {
  if (!isObject(body)) return 'is no object'
  const wrong = names.filter((name) => typeof body[name] !== 'string')
  const more = Object.keys(body).filter((key) => !names.includes(key))
  return wrong.length + more.length === 0 ? undefined : `lacks ${wrong.join(', ')}; has ${more.join(', ')}`
}

const either = (...shapes: Shape[]): Shape => (body, status) => {
  const wrong = shapes.map((shape) => shape(body, status))
  return wrong.includes(undefined) ? undefined : wrong.join(' / ')
}

const plainText: Shape = (body) => typeof body === 'string' ? undefined : 'is no text'

/** {"field": ["…"]} */
const byField: Shape = (body) => {
  if (!isObject(body)) return 'is no object'
  const lists = Object.values(body)
  const fit = lists.length > 0 && lists.every((list) => Array.isArray(list) && list.every((text) => typeof text === 'string'))
  return fit ? undefined : 'is no object of lists'
}

/** FastAPI's: {"detail": [{"loc", "msg", "type"}]} */
const detailList: Shape = (body) => {
  if (!isObject(body) || !Array.isArray(body.detail)) return 'has no list of details'
  return body.detail.every((each) => isObject(each) && typeof each.msg === 'string') ? undefined : 'has a detail without msg'
}

/** {"code": 404, "title": "NotFound", "detail": "…"} */
const storageError: Shape = (body, status) => {
  if (!isObject(body) || body.code !== status) return 'lacks the status as its code'
  return typeof body.title === 'string' && typeof body.detail === 'string' ? undefined : 'lacks title or detail'
}

/** {"errors": [{"id", "status", "code", "title", "detail"}]}; a 401 has no id. */
const appleErrors: Shape = (body, status) => {
  if (!isObject(body) || !Array.isArray(body.errors) || body.errors.length === 0) return 'has no list of errors'
  for (const error of body.errors) {
    if (!isObject(error)) return 'has an error that is no object'
    const { status: own, id, code, title, detail } = error
    if (own !== String(status)) return `has an error of status ${String(own)}`
    if (status !== 401 && typeof id !== 'string') return 'has an error without id'
    if ([code, title, detail].some((text) => typeof text !== 'string')) return 'has an error without code, title or detail'
  }
  return undefined
}

/** The page of a file that is not there, as browsers and downloaders get it. */
const notFoundPage: Shape = (body) => typeof body === 'string' && /^<!DOCTYPE html>/.test(body) ? undefined : 'is no page'

const sauceShapes: ReadonlyArray<readonly [prefix: string, shape: Shape]> = [
  ['/team-management/', either(fields('detail'), byField)],
  ['/v2/performance/', fields('status', 'message')],
  ['/v2/builds/', fields('msg')],
  ['/test-runs/', either(fields('detail'), detailList)],
  ['/v1/storage/', storageError],
  ['/v1/testcomposer/', plainText],
  ['/jobs/', either(notFoundPage, fields('errors'))]
]

/** {"error": "Invalid", "message": "…"}, and `problems` where a world file has some. */
const controlError: Shape = (body, status) => {
  if (!isObject(body) || !Array.isArray(body.problems)) return fields('error', 'message')(body, status)
  const { problems, ...rest } = body
  return fields('error', 'message')(rest, status) ??
    problems.map((problem) => fields('path', 'severity', 'message', 'cure')(problem, status)).find((wrong) => wrong !== undefined)
}

/** What a verification that fails says: it is an answer, and a refusal for those who only look at the status. */
const unmet: Shape = (body) =>
  isObject(body) && typeof body.message === 'string' && ('verified' in body || 'reached' in body) ? undefined : 'is no verdict'

/** `error` of a running job that is to be deleted, a bare string of assets that are not there yet. */
const restShape = either(fields('errors'), fields('error'), plainText)

function shapeOf (path: string): Shape {
  const vendor = vendorOfPath(path)
  if (vendor === 'control') return either(controlError, unmet)
  if (vendor === 'app-store-connect') return appleErrors
  const [, shape = restShape] = sauceShapes.find(([prefix]) => path.startsWith(prefix)) ?? []
  return shape
}

/** What is wrong with the body of a refusal at this path, as sent; undefined if nothing is. */
export function foreignShape (path: string, status: number, type: string, text: string): string | undefined {
  if (type === '') return text === '' ? undefined : 'a body without a type'
  const isJson = /^application\/json(?:;|$)/.test(type)
  if (!isJson && !/^text\/(?:plain|html)/.test(type)) return `the type ${type}`
  const body: unknown = isJson ? JSON.parse(text) : text
  if (isObject(body) && 'statusCode' in body) return 'the framework\'s own body'
  const wrong = shapeOf(path)(body, status)
  return wrong === undefined ? undefined : `a body that ${wrong}`
}
