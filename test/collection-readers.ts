// Reads collections as the tools do that they are made for: variables resolved, what is disabled left out, bodies as they are sent.
import { readdirSync, readFileSync } from 'node:fs'
import { packageRoot } from '../src/kernel/root.js'

/** A request as a tool sends it; `key` is the operation's document and id. */
export interface Sent {
  key: string
  folder: string
  name: string
  method: string
  url: string
  headers: Record<string, string>
  body?: string | FormData
}

export const textOf = (path: string): string => readFileSync(new URL(`openapi/collections/${path}`, packageRoot), 'utf8')

type Variables = Record<string, string>

/** A variable that nobody gives a value stays as it is, as in all of the tools. */
const resolved = (text: string, variables: Variables): string => text.replace(/\{\{(\w+)\}\}/g, (all, name) => variables[name] ?? all)

const basic = (username: string, password: string): string => `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`

const pairs = (list: any[]): Variables => Object.fromEntries(list.map(({ key, value }) => [key, value]))

export function readPostman (collection: any, given: Variables): Sent[] {
  const variables = { ...pairs(collection.variable), ...given }
  const read = (item: any, folder: string, auth: any): Sent[] => {
    if (item.request === undefined) return item.item.flatMap((inside: any) => read(inside, item.name, item.auth ?? auth))
    const { method, url, header, body } = item.request
    const query = (url.query ?? []).filter(({ disabled = false }) => !disabled).map(({ key, value }: any) => `${key}=${value}`)
    const path = [...url.host, ...url.path].join('/') + (query.length > 0 ? `?${query.join('&')}` : '')
    const credentials = pairs(auth[auth.type])
    const said = (name: string): string => resolved(credentials[name] ?? '', variables)
    const authorization = auth.type === 'basic' ? basic(said('username'), said('password')) : `Bearer ${said('token')}`
    const sent = { key: item.id, folder, name: item.name, method, url: resolved(path, variables) }
    const headers = { authorization, ...lowerCase(pairs(header)) }
    if (body?.mode === 'raw') return [{ ...sent, headers, body: resolved(body.raw, variables) }]
    return body === undefined ? [{ ...sent, headers }] : [{ ...sent, headers, body: formOf(body.formdata, variables) }]
  }
  return collection.item.flatMap((item: any) => read(item, item.name, undefined))
}

const lowerCase = (headers: Variables): Variables =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

function formOf (parts: any[], variables: Variables): FormData {
  const form = new FormData()
  for (const { key, value, fileName } of parts) {
    if (fileName === undefined) form.append(key, resolved(value, variables))
    else form.append(key, new File([value], fileName))
  }
  return form
}

/** What VS Code's REST Client and JetBrains' HTTP Client have in common. */
export function readHttpFile (document: string, text: string, given: Variables): Sent[] {
  const [head = '', ...requests] = text.split(/^### /m)
  const defined = [...head.matchAll(/^@(\w+) = (.*)$/gm)].map(([, name, value]) => [name!, value!])
  const variables = { ...Object.fromEntries(defined), ...given }
  return requests.map((request) => {
    const [title = '', ...lines] = request.split('\n')
    const [folder = '', name = ''] = title.split(/: (.*)/)
    const start = lines.findIndex((line) => !line.startsWith('#'))
    const id = lines.slice(0, start).flatMap((line) => /^# @name (\w+)$/.exec(line)?.[1] ?? [])
    const [method = '', url = ''] = resolved(lines[start] ?? '', variables).split(' ')
    const end = lines.indexOf('', start)
    const headers = lowerCase(Object.fromEntries(lines.slice(start + 1, end).map((line) => {
      const [name = '', value = ''] = resolved(line, variables).split(/: (.*)/)
      return [name, value.replace(/^Basic (\S+) (\S+)$/, (_, user, key) => basic(user, key))]
    })))
    // Both write the line ends of forms as HTTP wants them.
    const isForm = headers['content-type']?.startsWith('multipart') === true
    const body = resolved(lines.slice(end + 1).join(isForm ? '\r\n' : '\n').trim(), variables)
    return { key: `${document}.${id.join(' ')}`, folder, name, method, url, headers, ...(body === '' ? {} : { body }) }
  })
}

/** The blocks of a .bru file by their names, their lines without what indents them. */
function blocksOf (text: string): Record<string, string> {
  const found = [...text.matchAll(/^([\w:-]+) \{\n([\s\S]*?)\n\}$/gm)]
  return Object.fromEntries(found.map(([, name, lines]) => [name!, lines!.replace(/^ {2}/gm, '')]))
}

const entriesOf = (block = ''): Variables =>
  Object.fromEntries(block.split('\n').map((line) => line.split(/: ?(.*)/)).map(([name = '', value = '']) => [name, value]))

/** The whole folder, as Bruno's command line runs it: two names of files are its own in every folder. */
export function readBruno (given: Variables): Sent[] {
  const files = readdirSync(new URL('openapi/collections/bruno/', packageRoot), { recursive: true }).map(String)
  const blocks = (path: string): Record<string, string> => blocksOf(textOf(`bruno/${path}`))
  const variables = { ...entriesOf(blocks('collection.bru')['vars:pre-request']), ...given }
  const requests = files.filter((file) => /^[\w-]+\/[\w-]+\/(?!(?:folder|collection)\.bru$)\w+\.bru$/.test(file))
  return requests.map((file) => {
    const [document = '', folder = '', id = ''] = file.replace('.bru', '').split('/')
    const of = blocks(file)
    const [method = ''] = ['get', 'put', 'post', 'patch', 'delete'].filter((name) => of[name] !== undefined)
    const { url = '', auth, body } = entriesOf(of[method])
    const authorization = auth === 'inherit' ? brunoAuthorization(blocks(`${document}/folder.bru`), variables) : ''
    const request = {
      key: `${document}.${id}`,
      folder: entriesOf(blocks(`${document}/${folder}/folder.bru`).meta).name ?? '',
      name: entriesOf(of.meta).name ?? '',
      method: method.toUpperCase(),
      url: resolved(url, variables),
      headers: { authorization }
    }
    if (body === 'none') return request
    if (body !== 'json') return { ...request, body: brunoForm(entriesOf(of['body:multipart-form']), variables) }
    const headers = { authorization, 'content-type': 'application/json' }
    return { ...request, headers, body: resolved(of['body:json'] ?? '', variables) }
  })
}

function brunoAuthorization (part: Record<string, string>, variables: Variables): string {
  const { mode = '' } = entriesOf(part.auth)
  const { username = '', password = '', token = '' } = entriesOf(resolved(part[`auth:${mode}`] ?? '', variables))
  return mode === 'basic' ? basic(username, password) : `Bearer ${token}`
}

function brunoForm (parts: Variables, variables: Variables): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(parts)) {
    const [, file] = /^@file\((.*)\)$/.exec(value) ?? []
    if (file === undefined) form.append(name, resolved(value, variables))
    else form.append(name, new File([textOf(`bruno/${file}`)], file.replace(/^.*\//, '')))
  }
  return form
}
