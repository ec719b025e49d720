/** What routes say in Fastify's words, and JSON Schema's draft 7, as OpenAPI 3.1 has it. */
import { isJsonObject } from '../kernel/json.js'
import { withDefaults } from '../kernel/usual.js'
import { operationsOf, type OpenApiDocument, type Parameter, type Response, type Schema } from './operations.js'

/** A document made of routes, as OpenAPI 3.1. */
export function inDialect (document: OpenApiDocument): OpenApiDocument {
  const written = JSON.parse(JSON.stringify(document), inWords) as OpenApiDocument
  for (const { operation: { parameters = [], requestBody, responses = {} } } of operationsOf(written)) {
    parameters.forEach(hoistStyle)
    Object.entries(responses).forEach(describe)
    if (requestBody === undefined) continue
    requestBody.required = !Object.values(requestBody.content).every(({ schema }) => mayBeEmpty(schema, written))
  }
  return written
}

/** What a success means where its route says no more: the generator says "Default Response". */
const meanings: Readonly<Record<string, string>> = {
  200: 'What was asked for.',
  201: 'Made; this is what it is.',
  202: 'Begun.',
  204: 'Done; there is no body.'
}

function describe ([status, response]: [string, Response]): void {
  if (response.description === 'Default Response') response.description = meanings[status] ?? 'The answer.'
}

/** How a list is written belongs to the parameter; a route can only say it in the parameter's schema. */
function hoistStyle (parameter: Parameter): void {
  const { style, explode } = parameter.schema ?? {}
  if (style !== undefined) parameter.style = style
  if (explode !== undefined) parameter.explode = explode
  delete parameter.schema?.style
  delete parameter.schema?.explode
}

/** Whether a body may be left out: an empty one is read as an empty object. */
function mayBeEmpty (schema: Schema | undefined, document: OpenApiDocument): boolean {
  if (schema === undefined) return true
  const { $ref, anyOf, type, required = [] } = schema
  if ($ref !== undefined) {
    return mayBeEmpty(document.components?.schemas?.[$ref.slice($ref.lastIndexOf('/') + 1)], document)
  }
  if (anyOf !== undefined) return anyOf.some((each) => mayBeEmpty(each, document))
  return type === 'object' && required.length === 0
}

const inWords = (key: string, value: unknown): unknown => withDefaults(key, withPrefixItems(key, value))

/** Draft 7 writes the items of a tuple as a list of `items`, and that there are no more as `additionalItems`. */
function withPrefixItems (_key: string, value: unknown): unknown {
  if (!isJsonObject(value) || !Array.isArray(value['items'])) return value
  const { items: prefixItems, additionalItems, ...rest } = value
  return { ...rest, prefixItems, items: {}, ...(additionalItems === false ? { maxItems: prefixItems.length } : {}) }
}
