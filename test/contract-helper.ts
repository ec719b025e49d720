// Holds what passes between clients and a twin to an OpenAPI document, in both directions, as a validating proxy does.
import { readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { packageRoot } from '../src/kernel/root.js'
import { documentOf } from '../src/vendors.js'

type Schema = Record<string, any>
interface Parameter { name: string, in: string, required?: boolean, explode?: boolean, schema: Schema }
type Content = Record<string, { schema?: Schema }>
interface Operation {
  parameters?: Parameter[]
  requestBody?: { required?: boolean, content: Content }
  responses: Record<string, { content?: Content }>
}
interface Document { paths: Record<string, Record<string, Operation>>, components?: object }

/** The items of a list in one value: an empty list is written as nothing (OpenAPI, style form). */
const listed = (value: string): string[] => value === '' ? [] : value.split(',')

/** What a proxy sees of one request and its answer. `target`: path and query. */
export interface Exchange {
  readonly method: string
  readonly target: string
  readonly type?: string | undefined
  readonly body?: string | undefined
  readonly status: number
  readonly answerType?: string | undefined
  /** undefined: it is no text, or does not matter. */
  readonly answer?: string | undefined
}

interface Template { readonly pattern: RegExp, readonly names: string[], readonly methods: Record<string, Operation> }

/** The media type without its parameters. */
const bare = (type: string | undefined): string => (type ?? '').replace(/;.*$/s, '').trim().toLowerCase()

const placeholders = /\\\{([^}]+)\\\}/g

/** What is written in a path as a pattern, with the names of its parameters. */
function templateOf (path: string, methods: Record<string, Operation>): Template {
  const names: string[] = []
  const escaped = path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const pattern = escaped.replace(placeholders, (_, name: string) => {
    names.push(name.replace(/\\/g, ''))
    return '([^/]+)'
  })
  return { pattern: new RegExp(`^${pattern}$`), names, methods }
}

/** Names that are written out are looked at before parameters. */
const bySpecificity = ([a]: [string, unknown], [b]: [string, unknown]): number =>
  a.replace(/\{[^}]+\}/g, '\uffff') < b.replace(/\{[^}]+\}/g, '\uffff') ? -1 : 1

export class Contract {
  readonly #templates: Template[]
  readonly #ajv: Ajv2020
  readonly #text: Ajv2020
  readonly #compiled = new Map<Schema, ValidateFunction>()

  constructor (served: object) {
    // Schemas are compiled one by one, so what they refer to needs the document's name.
    const { paths, components = {} }: Document = JSON.parse(JSON.stringify(served).replaceAll('"#/components/', '"document#/components/'))
    const quick = { strict: false, validateSchema: false, meta: false, inlineRefs: false, code: { optimize: false } } as const
    this.#ajv = new Ajv2020(quick)
    this.#text = new Ajv2020({ ...quick, coerceTypes: true })
    for (const ajv of [this.#ajv, this.#text]) ajv.addSchema({ components }, 'document')
    this.#templates = Object.entries(paths).sort(bySpecificity).map(([path, methods]) => templateOf(path, methods))
  }

  /** What is wrong with an exchange by the document; `held`: which sides of it. */
  faults (exchange: Exchange, held: { request?: boolean, response?: boolean } = {}): string[] {
    const { request = true, response = true } = held
    const path = exchange.target.replace(/[?#].*$/s, '').replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '')
    const found = this.#templates.find(({ pattern }) => pattern.test(path))
    const method = exchange.method.toLowerCase()
    const operation = found?.methods[method === 'head' ? 'get' : method]
    if (found === undefined || operation === undefined) return [`${exchange.method} ${path} is no operation`]
    const faults = [
      ...(request ? [...this.#pathFaults(found, path, operation), ...this.#queryFaults(exchange, operation)] : []),
      ...(request ? this.#bodyFaults(exchange, operation) : []),
      ...(response ? this.#answerFaults(exchange, operation) : [])
    ]
    return faults.map((fault) => `${exchange.method} ${exchange.target.slice(0, 200)} → ${exchange.status}: ${fault}`)
  }

  * #pathFaults ({ pattern, names }: Template, path: string, { parameters = [] }: Operation): Generator<string> {
    const [, ...values] = pattern.exec(path) ?? []
    for (const [index, name] of names.entries()) {
      const parameter = parameters.find((each) => each.in === 'path' && each.name === name)
      if (parameter === undefined) yield `the path's {${name}} is not declared`
      else yield * this.#valueFaults(parameter, decodeURIComponent(values[index] ?? ''))
    }
  }

  * #queryFaults ({ target }: Exchange, { parameters = [] }: Operation): Generator<string> {
    const query = new URLSearchParams(/\?([^#]*)/.exec(target)?.[1] ?? '')
    const declared = parameters.filter((each) => each.in === 'query')
    for (const name of new Set(query.keys())) {
      if (!declared.some((each) => each.name === name)) yield `the query's ${name} is not declared`
    }
    for (const parameter of declared) {
      const values = query.getAll(parameter.name)
      const { required = false, explode = true, schema } = parameter
      if (values.length === 0) {
        if (required) yield `the query's ${parameter.name} is missing`
      } else if (schema.type === 'array') {
        yield * this.#valueFaults(parameter, explode ? values : values.flatMap(listed))
      } else if (values.length > 1) yield `the query's ${parameter.name} is there ${values.length} times`
      else yield * this.#valueFaults(parameter, values[0])
    }
  }

  * #valueFaults ({ in: place, name, schema }: Parameter, value: unknown): Generator<string> {
    // Coercion writes into what holds the value.
    const validate = this.#compiledBy(this.#text, { type: 'object', properties: { value: schema } }, schema)
    if (!validate({ value })) yield `the ${place}'s ${name} ${JSON.stringify(value)}: ${textOf(validate)}`
  }

  * #bodyFaults ({ body = '', type }: Exchange, { requestBody }: Operation): Generator<string> {
    if (body.trim() === '') {
      if (requestBody?.required === true) yield 'the body is missing'
      return
    }
    if (requestBody === undefined) return
    const declared = requestBody.content[bare(type)]
    if (declared === undefined) yield `the body's type ${bare(type)} is not declared`
    else if (declared.schema !== undefined) yield * this.#jsonFaults(body, declared.schema, 'the body')
  }

  * #answerFaults ({ method, status, answerType, answer = '' }: Exchange, { responses }: Operation): Generator<string> {
    const response = responses[status]
    if (response === undefined) {
      yield `the status is not declared: ${answer.slice(0, 200)}`
      return
    }
    if (method.toUpperCase() === 'HEAD' || answerType === undefined) return
    const type = bare(answerType)
    const declared = response.content?.[type] ?? response.content?.['*/*']
    if (declared === undefined) yield `the answer's type ${type} is not declared`
    else if (declared.schema !== undefined && type.endsWith('json') && answer !== '') {
      yield * this.#jsonFaults(answer, declared.schema, 'the answer')
    }
  }

  * #jsonFaults (text: string, schema: Schema, what: string): Generator<string> {
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      yield `${what} is no JSON: ${text.slice(0, 80)}`
      return
    }
    const validate = this.#compiledBy(this.#ajv, schema)
    if (!validate(value)) yield `${what} breaks its schema: ${textOf(validate)}`
  }

  #compiledBy (ajv: Ajv2020, schema: Schema, key: Schema = schema): ValidateFunction {
    const known = this.#compiled.get(key) ?? ajv.compile(schema)
    this.#compiled.set(key, known)
    return known
  }
}

const textOf = ({ errors }: ValidateFunction): string =>
  (errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`).join('; ')

const contracts = new Map<string, Contract>()

/** The contract of one part, from the document that is checked in: test/openapi.test.ts holds it to be the one served. */
function contractOf (name: string): Contract {
  const known = contracts.get(name) ?? new Contract(JSON.parse(readFileSync(new URL(`openapi/${name}.json`, packageRoot), 'utf8')))
  contracts.set(name, known)
  return known
}

/** Headers of a request that is granted although no document has it: clients are forgiven more than is promised. */
export const beside = { 'x-beside-the-contract': 'true' }

/**
 * Holds all that a twin is asked and answers to the documents; what breaks them becomes a fault of ours. A request is held if
 * it was granted: tests send wrong ones on purpose. The schemas of JSON answers are held already, by strict replies.
 */
export function holdToContract (app: FastifyInstance): void {
  app.addHook('onSend', (request, reply, payload, done) => {
    const { routeOptions: { schema, url }, method, headers } = request
    const isHeld = url !== undefined && schema?.hide !== true && request.world.faults.list().length === 0 &&
      headers['x-beside-the-contract'] === undefined
    const status = reply.statusCode
    if (!isHeld || status === 500) {
      done(null, payload)
      return
    }
    const faults = contractOf(documentOf(url)).faults({
      method,
      target: request.url,
      ...bodyOf(request),
      status,
      answerType: payload === undefined || payload === null ? undefined : reply.getHeader('content-type')?.toString()
    }, { request: status < 300 })
    if (faults.length === 0) done(null, payload)
    else done(new Error(`the contract is broken: ${faults.join('\n')}`))
  })
}

/** A body's text and type; one that is not text is not looked at. */
function bodyOf ({ bodyText, headers }: FastifyRequest): { body?: string | undefined, type?: string | undefined } {
  // JSON is read whatever the type says.
  return { body: bodyText, type: headers['content-type'] === undefined || bodyText === undefined ? undefined : 'application/json' }
}
