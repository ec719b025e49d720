/** What the documents say in prose. */
import type { RouteOptions } from 'fastify'
import type { Fidelity } from '../http/operation.js'
import { vendors, type DocumentName } from '../vendors.js'
import { version } from '../version.js'
import { operationsOf, type OpenApiDocument } from './operations.js'

const common = 'Every path may be written with a world before it (`/w/{world}/…`), which the header ' +
  '`X-Perftwin-World` can name instead. Without either it is the default world.\n\n' +
  'Faults that a test asks for (`POST /_perftwin/faults`) can make any operation answer with any status, break its ' +
  'body or its connection: 500 and 503 are listed for them, others are not.'

const slashes = 'A slash at the end of a path changes nothing (the vendor\'s own documents and clients write paths ' +
  'with and without it), nor do slashes that are doubled: a validator takes them away before it looks for the path. ' +
  'Parameters that are not listed are ignored. Every path can be asked with HEAD where it can be with GET.'

const strictSlashes = 'A slash at the end of a path, or an empty part of it, is no valid URL: the answer is a 404, ' +
  'as the service gives to clients that ask with an empty id. Parameters that are not listed are a 400. Every path ' +
  'can be asked with HEAD.'

const guarded = 'Answers only to names of this machine while the twin listens on loopback; beyond it every operation ' +
  'but health and readiness needs the control token, as a Bearer token or as the session that ' +
  '`POST /_perftwin/session` gives to a browser. A slash at the end of a path changes nothing.'

const prose: Readonly<Record<DocumentName, string>> = {
  sauce: `${slashes}\n\n${common}`,
  'app-store-connect': `${strictSlashes}\n\n${common}`,
  control: guarded
}

/** The `info` of a document. */
export const infoOf = (name: DocumentName): { title: string, version: string, description: string } => ({
  title: vendors[name].title,
  version,
  description: prose[name],
  ...{ license: { name: 'Apache-2.0', identifier: 'Apache-2.0' }, contact: { name: 'perftwin' } }
})

/** What each tag is about. */
const tags: Readonly<Record<string, string>> = {
  Jobs: 'Test runs on virtual machines and browsers.',
  Builds: 'Jobs that belong together.',
  Pages: 'What people look at: the addresses that clients print.',
  Assets: 'The files of a job.',
  Accounts: 'Users, teams, what they use and may use.',
  Tunnels: 'Sauce Connect tunnels.',
  Platform: 'What the service offers, and whether it is well.',
  'Test composer': 'Runs that happened elsewhere, reported.',
  'JavaScript unit tests': 'Unit tests that ran in browsers.',
  Analytics: 'Tests and jobs over time.',
  Storage: 'Apps and files that were uploaded.',
  Performance: 'Front-end performance: metrics, baselines, regimes.',
  Apps: 'Apps, and what is related to them.',
  Versions: 'Versions, as they are sold and as they are tested.',
  'Power and performance': 'Measurements of customers\' devices.',
  Diagnostics: 'What customers\' devices reported of hangs, disk writes and launches.',
  Twin: 'The emulator itself.',
  'Declared pages': 'What there is to visit, what it does in a session, what fails on it.',
  Time: 'The world\'s clock, and what moves jobs on.',
  Worlds: 'Isolated states, each with a clock, faults and a journal of its own.',
  Snapshots: 'States that have a name, and what differs between them.',
  Truth: 'What really happened, so that detectors can be scored.',
  Events: 'Changes as they happen.',
  Webhooks: 'Who is told when jobs end.',
  Looking: 'What a page for people asks: builds with their jobs, and releases with the runs around them.',
  Faults: 'What goes wrong on purpose.',
  Quotas: 'Limits of requests and of concurrent jobs.',
  Journal: 'The requests that came, and what is expected of them.',
  Documentation: 'These documents.',
  Certificates: 'What clients trust to ask by HTTPS.',
  Edge: 'What comes by TLS and by proxy.'
}

/** The tags of a document, in the order of their first operations. */
export function tagsOf (document: OpenApiDocument): Array<{ name: string, description?: string }> {
  const names = new Set(operationsOf(document).flatMap(({ operation }) => operation.tags ?? []))
  return [...names].map((name) => ({ name, ...(tags[name] === undefined ? {} : { description: tags[name] }) }))
}

/** How well an operation's behaviour is known, as a sentence. */
const known: Readonly<Record<Fidelity, string>> = {
  documented: 'As the vendor documents it.',
  observed: 'As the real service was seen to answer, or as a client requires that works against it.',
  inferred: 'Concluded from samples, from mathematics, or from what clients expect.',
  invented: 'Nothing public says it; perftwin chose.'
}

/** A route's description and who may call it. */
export function aboutOperation ({ schema, config = {} }: RouteOptions): object {
  const { fidelity, note, credentials, withoutToken = false } = config
  const summary = schema?.summary ?? ''
  const description = fidelity === undefined ? `${summary}.` : [known[fidelity], note ?? ''].join(' ').trim()
  const security = credentials === undefined ? [] : [{ basic: [] }, {}]
  return {
    description,
    ...(fidelity === undefined ? {} : { 'x-fidelity': fidelity }),
    ...(note === undefined ? {} : { 'x-note': note }),
    ...(credentials !== undefined || withoutToken ? { security } : {})
  }
}
