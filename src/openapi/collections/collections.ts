import type { FastifyInstance } from 'fastify'
import { openTwin } from '../../twin.js'
import { defaultWorld } from '../../worlds/registry.js'
import { askAs, quietVendors } from './ask.js'
import { brunoFiles } from './bruno.js'
import type { CollectionRequest, CollectionValues, FormPart } from './request.js'
import { allRequests, type Requests } from './requests.js'
import { singleFiles } from './single-files.js'
import { textAt, valuesOf } from './values.js'

/** Where a twin listens unless it is told otherwise. */
const usualBase = 'http://127.0.0.1:4010'

/** The collections by their path from `openapi/collections/`, filled with what the world "demo" holds. */
export async function collectionFiles (): Promise<Record<string, string>> {
  const requests = await allRequests()
  const values = await demoValues(requests)
  return { ...singleFiles(requests, values), ...brunoFiles(requests, values) }
}

/** The first user and ids of the world "demo": they are the same whenever it starts. */
async function demoValues (requests: Requests): Promise<CollectionValues> {
  const { worlds, store } = await openTwin({ world: 'demo', now: '2026-01-01T00:00:00Z' })
  const app = await quietVendors(worlds, store)
  try {
    const [account] = worlds.default.facts.users.values()
    if (account === undefined) throw new Error('the world "demo" has no user')
    const there = await valuesOf(askAs(account.username, defaultWorld, app), usualBase, account)
    const made = await madeValues(app, requests.get('sauce') ?? [], there)
    return { ...there, ...made }
  } finally {
    await app.close()
    await store.close()
  }
}

/** The ids of what is not there yet, as they are once the requests that make it were sent. */
async function madeValues (
  app: FastifyInstance, requests: readonly CollectionRequest[], { username }: CollectionValues
): Promise<CollectionValues> {
  const made: Record<string, string> = {}
  const authorization = `Basic ${Buffer.from(`${username}:`).toString('base64')}`
  for (const { method, path, json, form, captures } of requests) {
    if (Object.keys(captures).length === 0) continue
    const url = path.replace('{{username}}', username ?? '')
    const payload = form === undefined ? JSON.stringify(json) : formData(form)
    const answer = await app.inject({ method: method as 'POST', url, payload, headers: { authorization } })
    for (const [name, place] of Object.entries(captures)) made[name] = textAt(answer.json<unknown>(), ...place)
  }
  return made
}

function formData (parts: readonly FormPart[]): FormData {
  const form = new FormData()
  for (const { name, text, file } of parts) {
    if (file === undefined) form.append(name, text)
    else form.append(name, new File([text], file))
  }
  return form
}
