import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { baseUrl } from '../http/request.js'
import { jsonWhateverTheType } from '../http/json-body.js'
import type { AuthMode } from '../http/auth-mode.js'
import { addressed } from './address.js'
import { commandNames } from './commands.js'
import { driverType, sendRefusal, unknownCommand, unknownMethod } from './errors.js'

export interface WebDriverOptions {
  readonly auth: AuthMode
  readonly publicUrl: string | undefined
  readonly version: string
}

/** Scripts and files come in one piece. Bytes. */
const bodyLimit = 8 * 1024 * 1024

const methods = ['GET', 'POST', 'DELETE']

/**
 * Where the remote end stands; requests for it elsewhere (at the root, at the vendor's hosts) are routed here. Which
 * command it is, is found out from the address.
 */
const paths = ['/wd/hub', '/wd/hub/*']

/** The command's name, for journal and rules; undefined: none that there is. */
function nameOf (method: string, target: string): string | undefined {
  const found = addressed(method, target)
  return typeof found === 'string' ? undefined : found.command.name
}

/** WebDriver's remote end: sessions that are Sauce Labs jobs. What they need is loaded with the first of them. */
export async function webdriver (app: FastifyInstance, options: WebDriverOptions): Promise<void> {
  const { auth, publicUrl, version } = options
  const status = { ready: true, message: 'perftwin is ready', build: { version } }
  jsonWhateverTheType(app)
  app.setErrorHandler((error, request, reply) => sendRefusal(error, request, reply))
  const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    reply.header('cache-control', 'no-cache').type(driverType)
    const found = addressed(request.method === 'HEAD' ? 'GET' : request.method, request.url)
    if (found === 'unknown') throw unknownCommand(request.method, request.url)
    if (found === 'wrong method') throw unknownMethod(request.method, request.url)
    if (found.command.name === 'status') return reply.send(JSON.stringify({ value: status }))
    const { answer } = await import('./answer.js')
    const linkOf = (id: string): string => `${baseUrl(request, publicUrl)}/tests/${id}`
    const { status: code, body } = await answer(request, found, { auth, linkOf })
    return reply.code(code).send(JSON.stringify(body))
  }
  const config = { commands: { names: commandNames, nameOf } }
  // W3C says what the wire is: no document of ours has it.
  const schema = { hide: true }
  for (const url of paths) app.route({ method: methods, url, config, schema, bodyLimit, handler })
}
