import type { Answer, Body, OperationId } from '../../../control/operations.js'
import { asRefusal, checked, Refusal } from './refusal.js'
import { controlRoot, worldRoot } from './roots.js'
import { loggedOut } from './session.js'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
type Query = Readonly<Record<string, string | number | boolean | undefined>>

/**
 * Who does what the page does: the journal says so, and who only looks neither makes a world nor keeps it from going.
 */
const actor = { 'perftwin-actor': 'dashboard' }

function withQuery (url: URL, query: Query = {}): URL {
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value))
  }
  return url
}

/** @throws Refusal */
async function send (url: URL, init: RequestInit = {}): Promise<Response> {
  try {
    const response = await fetch(url, { ...init, headers: { ...init.headers as object, ...actor } })
    if (response.status === 401 && url.pathname.includes('/_perftwin/')) loggedOut.value = true
    return await checked(response)
  } catch (error) {
    throw asRefusal(error)
  }
}

const withBody = (body: unknown): RequestInit =>
  body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }

async function jsonOf (response: Response): Promise<unknown> {
  const text = await response.text()
  return text === '' ? undefined : JSON.parse(text) as unknown
}

/**
 * Asks the control plane of this world, or, where `path` is a whole URL, that of another one:
 * `ask<'getClock'>('GET', 'clock')`. @throws Refusal
 */
export async function ask<Id extends OperationId> (
  method: Method, path: string, { body, query }: { body?: Body<Id> | object, query?: Query } = {}
): Promise<Answer<Id>> {
  const response = await send(withQuery(new URL(path, controlRoot), query), { method, ...withBody(body) })
  return await jsonOf(response) as Answer<Id>
}

/** The account by which the App Store's APIs are read. */
export const appStore = 'app-store-connect'

/** Where an emulated API is looked at: that leaves no trace. `path` begins without a slash. */
export const lookingAt = (account: string, path: string, query?: Query): URL =>
  withQuery(new URL(`as/${encodeURIComponent(account)}/${path}`, controlRoot), query)

/** Looks at an emulated API as an account of the world. @throws Refusal */
export async function look<T> (account: string, path: string, query?: Query): Promise<T> {
  return await jsonOf(await send(lookingAt(account, path, query))) as T
}

/** Looks at bytes, such as a file of a job. @throws Refusal */
export async function lookAtBytes (account: string, path: string, query?: Query): Promise<Blob> {
  return await (await send(lookingAt(account, path, query))).blob()
}

/** A JSON file that is kept packed, without the server saying so. @throws Refusal */
export async function lookAtPackedJson<T> (account: string, path: string): Promise<T> {
  const packed = await lookAtBytes(account, path)
  const text = packed.stream().pipeThrough(new DecompressionStream('gzip'))
  return await new Response(text).json() as T
}

interface Account { readonly username: string, readonly accessKey: string }

/** Does something by the emulated API itself, as any client would: it is in the journal. @throws Refusal */
export async function act<T> (
  { username, accessKey }: Account, method: Method, path: string, sent: { body?: unknown, query?: Query } = {}
): Promise<T> {
  const { body, query } = sent
  const { headers, ...rest } = withBody(body)
  const authorization = `Basic ${btoa(`${username}:${accessKey}`)}`
  const url = withQuery(new URL(path, worldRoot), query)
  const response = await send(url, { method, ...rest, headers: { ...headers as object, authorization } })
  return await jsonOf(response) as T
}

export { Refusal }
