import type { DocumentName } from '../../vendors.js'
import { parts } from './parts.js'
import type { CollectionRequest, CollectionValues, FormPart } from './request.js'
import { queryText } from './requests.js'

const boundary = 'perftwin-part'

/**
 * The requests of a document as a file that the HTTP clients of VS Code (REST Client) and of JetBrains both read:
 * variables, `# @name`, requests after `###`, `Basic` with a name and a key that they encode.
 */
export function httpFile (
  document: DocumentName, requests: readonly CollectionRequest[], values: CollectionValues
): string {
  const texts = requests.map(textOf).join('\n')
  const variables = Object.entries(values).filter(([name]) => texts.includes(`{{${name}}}`))
  const { title, about } = parts[document]
  const head = [`# perftwin: ${title}`, `# ${about}`, ...variables.map(([name, value]) => `@${name} = ${value}`)]
  return `${head.join('\n')}\n\n${texts}`
}

/** A comment between a body and the next request would be a part of the body, so all comments follow the `###`. */
function textOf (request: CollectionRequest): string {
  const { document, id, name, folder, method, path } = request
  return [
    `### ${folder}: ${name}`,
    `# @name ${id}`,
    ...optionalOf(request),
    `${method} {{baseUrl}}${path}${queryText(request)}`,
    `Authorization: ${authorizationOf(document)}`,
    ...bodyOf(request),
    ''
  ].join('\n')
}

const optionalOf = ({ query }: CollectionRequest): string[] =>
  query.filter(({ isSent }) => !isSent).map(({ name, description }) => `# ?${name}: ${description}`)

function authorizationOf (document: DocumentName): string {
  const { credentials } = parts[document]
  return credentials.kind === 'basic'
    ? `Basic ${credentials.username} ${credentials.password}`
    : `Bearer ${credentials.token}`
}

function bodyOf ({ json, form }: CollectionRequest): string[] {
  if (form !== undefined) {
    const type = `Content-Type: multipart/form-data; boundary=${boundary}`
    return [type, '', ...form.flatMap(partOf), `--${boundary}--`]
  }
  return json === undefined ? [] : ['Content-Type: application/json', '', JSON.stringify(json, null, 2)]
}

function partOf ({ name, text, file }: FormPart): string[] {
  const disposition = `Content-Disposition: form-data; name="${name}"`
  const head = file === undefined ? [disposition] : [`${disposition}; filename="${file}"`, 'Content-Type: text/plain']
  return [`--${boundary}`, ...head, '', text]
}
