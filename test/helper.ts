import { readFile } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'
import { createApp } from '../src/app.js'
import { packageRoot } from '../src/kernel/root.js'
import type { TwinOptions } from '../src/options.js'
import { startTwin } from '../src/start.js'
import { openTwin, type Twin } from '../src/twin.js'
import { holdToContract } from './contract-helper.js'

interface Closing { teardown: (done: () => Promise<void>) => void }

/** The moment at which tests' clocks stand still, unless they say otherwise. */
export const testNow = '2026-04-15T12:00:00Z'

/** Every answer is held to its schema, and all that passes to the OpenAPI documents. */
const checked = { strict: true, prepare: holdToContract }

const defaults = { seed: 1, now: testNow, world: 'empty' } as const

export interface TestTwin { twin: Twin, app: FastifyInstance, url: string, get: Get, send: Send }
type Answer = { status: number, headers: Record<string, unknown>, body: any, text: string }
type Get = (path: string, headers?: Record<string, string>) => Promise<Answer>
type Send = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>

export const basic = (user: string, key = 'any'): string => `Basic ${Buffer.from(`${user}:${key}`).toString('base64')}`

/** A twin in memory that is asked without a port; every reply is held to its schema. */
export async function twin (t: Closing, options: TwinOptions = {}): Promise<TestTwin> {
  const opened = await openTwin({ ...defaults, ...options })
  const app = await createApp(opened, checked)
  await app.ready()
  t.teardown(async () => { await app.close() })
  const send: Send = async (method, path, body, headers = {}) => {
    const reply = await app.inject({
      method: method as 'GET',
      url: path,
      headers: { authorization: basic('demo'), host: 'localhost:4010', ...(body === undefined ? {} : json), ...headers },
      ...(body === undefined ? {} : { payload: payloadOf(body) })
    })
    return { status: reply.statusCode, headers: reply.headers, text: reply.body, body: parse(reply.body) }
  }
  const get: Get = async (path, headers) => await send('GET', path, undefined, headers)
  return { twin: opened, app, url: 'http://localhost:4010', send, get }
}

const json = { 'content-type': 'application/json' }

/** Text and bytes are sent as they are, anything else as JSON. */
const payloadOf = (body: unknown): string | Buffer =>
  typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)

interface Listening { twin: Twin, url: string, port: number, key: string }

/** A twin on a real port, and the first user's key. */
export async function listeningTwin (t: Closing, options: TwinOptions = {}): Promise<Listening> {
  const { twin: opened, app, url, port } = await startTwin({ ...defaults, ...options }, checked)
  t.teardown(async () => { await app.close() })
  const [user] = opened.worlds.default.facts.users.values()
  return { twin: opened, url, port, key: user?.accessKey ?? '' }
}

function parse (text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** A sample of the vendors' documents. */
export const sample = async (name: string): Promise<any> =>
  JSON.parse(await readFile(new URL(`fixtures/vendor/${name}.json`, packageRoot), 'utf8'))
