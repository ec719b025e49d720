#!/usr/bin/env node
// Does a twin with the demo world and strict checks serve everything that takes a package or a file of its own? Asks for each, and says what is missing.
//   node scripts/container/serves.mjs http://127.0.0.1:4010 TOKEN
const [url, token] = process.argv.slice(2)
const control = { authorization: `Bearer ${token}` }
let failed = 0
const { accounts: [{ username, accessKey }] } = JSON.parse(await body('/_perftwin/info', { headers: control }))
const basic = { authorization: `Basic ${btoa(`${username}:${accessKey}`)}` }

async function body (path, { says = /^/, status = 200, ...init } = {}) {
  const reply = await fetch(url + path, init)
  const text = await reply.text()
  const isRight = reply.status === status && text !== '' && says.test(text)
  if (!isRight) {
    failed += 1
    console.error(`${path} answered ${reply.status}: ${text.slice(0, 200)}`)
  }
  return text
}

const page = await body('/_perftwin/docs', { says: /swagger-ui/ })
const parts = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => new URL(link, `${url}/_perftwin/docs/`).pathname)
if (!parts.some((part) => part.endsWith('swagger-ui-bundle.js'))) throw new Error('the page of the documents names no script')
for (const part of parts) await body(part)
const dashboard = await body('/_perftwin/dashboard/', { says: /id="root"/ })
const pieces = [...dashboard.matchAll(/(?:src|href)="([^"]+\.(?:js|css|svg))"/g)].map(([, name]) => name)
if (!['js', 'css'].every((end) => pieces.some((name) => name.endsWith(`.${end}`)))) throw new Error('the dashboard names no script or no styles')
for (const name of pieces) await body(`/_perftwin/dashboard/${name}`)
for (const name of ['sauce', 'app-store-connect', 'control']) {
  await body(`/_perftwin/openapi/${name}.json`, { headers: control, says: /"openapi": ?"3\.1/ })
}
await body('/_perftwin/collections/postman.json', { headers: control, says: /"item"/ })
await body('/_perftwin/world.schema.json', { headers: control, says: /\$schema/ })
await body('/_perftwin/metrics', { headers: control, says: /^# HELP/m })
await body('/_perftwin/truth', { headers: control, says: /releases/ })

// csv-stringify, ajv, busboy, jose.
await body('/rest/v1/demo/jobs?format=csv', { headers: basic, says: /^id\n/ })
await body('/_perftwin/faults', { method: 'POST', headers: { ...control, 'content-type': 'application/json' }, body: '{"match":1}', status: 400 })
const form = new FormData()
form.set('payload', new Blob(['content']), 'Shop.apk')
form.set('name', 'Shop.apk')
const uploaded = JSON.parse(await body('/v1/storage/upload', { method: 'POST', headers: basic, body: form, status: 201 }))
await body(`/v1/storage/download/${uploaded.item.id}`, { headers: basic, says: /^content$/ })
const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')
const forged = `${part({ alg: 'ES256', kid: 'ABC123DEFG', typ: 'JWT' })}.${part({ iss: 'x', aud: 'appstoreconnect-v1', exp: 1 })}.AAAA`
await body('/v1/apps', { headers: { authorization: `Bearer ${forged}` }, says: /NOT_AUTHORIZED/, status: 401 })

// Made-up words and pictures of jobs.
const { items: [{ job_id: id }] } = JSON.parse(await body('/v2/performance/metrics/?limit=1&metric_names=load', { headers: basic }))
const assets = JSON.parse(await body(`/rest/v1/demo/jobs/${id}/assets`, { headers: basic }))
const names = Object.values(assets).flat().filter((name) => typeof name === 'string')
for (const name of names) await body(`/rest/v1/demo/jobs/${id}/assets/${name}`, { headers: basic })

console.log(`${names.length} files of a job, ${parts.length} of the page of the documents, and the rest: ${failed} missing`)
process.exitCode = failed === 0 ? 0 : 1
