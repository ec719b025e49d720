import { X509Certificate } from 'node:crypto'
import { resolve } from 'node:path'
import { trustBundle } from '../edge/bundle.js'
import { javaTrustStore } from '../edge/trust-store.js'
import { ControlError, httpSender } from '../client/transport.js'
import { DomainError } from '../kernel/errors.js'
import { readText } from '../options.js'
import { authorityFolder, checkAuthorityOptions, isAuthorityAsked, openAuthorityOf } from '../twin-authority.js'
import { choose, jsonLine, needed, say } from './ask.js'
import { explain } from './ca-explain.js'
import { writeCertificates } from './ca-files.js'
import { clientSpecs, toldBy, urlOf } from './client-options.js'
import type { CommandRun, Invocation, Terminal } from './terminal.js'

/** The certificate that clients trust, and where it was taken from: a folder, a file or a URL. */
interface Root { readonly certificate: string, readonly from: string }

/**
 * The root of a twin with these options, whether one runs or not; where it would be made anew at each start, that of
 * the twin that runs.
 */
async function rootOf (invocation: Invocation, { env, err }: Terminal): Promise<Root> {
  const { options, own } = invocation
  checkAuthorityOptions(options)
  const folder = authorityFolder(options)
  const isKept = folder !== undefined || isAuthorityAsked(options)
  if (!isKept || own.url !== undefined) {
    const url = runningUrl(invocation, env)
    return { certificate: await served(url), from: url }
  }
  const { certificate, notes } = await openAuthorityOf(options)
  for (const note of notes) err(`perftwin: warning: ${note}\n`)
  return { certificate, from: resolve(folder ?? String(options.caCert)) }
}

/** Where the running twin is: told, or on the port it was told to take. */
function runningUrl ({ options: { port }, own }: Invocation, env: Terminal['env']): string {
  if (own.url !== undefined) return String(own.url)
  const told = toldBy(env, clientSpecs.url.env)
  if (told !== undefined) return readText(clientSpecs.url, told.text, told.from)
  return port === undefined ? urlOf({}, env) : `http://127.0.0.1:${port}`
}

async function served (url: string): Promise<string> {
  try {
    return String(await httpSender(url, undefined)<'caCertificate'>('GET', '/_perftwin/ca.pem'))
  } catch (error) {
    if (!(error instanceof ControlError) || error.status !== 0) throw error
    throw new DomainError(`${error.message}; or say where a twin keeps it: --ca FOLDER, or --data FILE`)
  }
}

function about ({ certificate, from }: Root): object {
  const { fingerprint256: fingerprint, subject, validTo } = new X509Certificate(certificate)
  return {
    certificate,
    fingerprint,
    subject: subject.replaceAll('\n', ', '),
    expires: new Date(validTo).toISOString(),
    from
  }
}

/** Prints the certificate that clients trust, or puts it into a file as they take it, or says how they are told. */
export const ca: CommandRun = async (invocation, terminal) => {
  const { rest: [word = 'pem', name], json } = invocation
  const put = async (file: string, content: string | Buffer, root: Root): Promise<number> => {
    await writeCertificates(file, content)
    return say(invocation, terminal, { file: resolve(file), ...about(root) }, () => `${resolve(file)}\n`)
  }
  const text = async (make: (certificate: string) => string): Promise<number> => {
    const root = await rootOf(invocation, terminal)
    const content = make(root.certificate)
    if (name !== undefined) return await put(name, content, root)
    terminal.out(json ? jsonLine({ ...about(root), certificate: content }) : content)
    return 0
  }
  return await choose('ca command', word, {
    pem: async () => await text((certificate) => certificate),
    bundle: async () => await text((certificate) => trustBundle(certificate)),
    jks: async () => {
      const file = needed(name, 'the FILE of the trust store')
      const root = await rootOf(invocation, terminal)
      return await put(file, javaTrustStore(root.certificate), root)
    },
    fingerprint: async () => {
      const root = await rootOf(invocation, terminal)
      return say(invocation, terminal, about(root), () => `${new X509Certificate(root.certificate).fingerprint256}\n`)
    },
    explain: async () => explain(invocation, terminal)
  })()
}
