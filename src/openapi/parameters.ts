/** What parameters mean that go by the same name wherever they are, and need no words of their own beside a route. */
import type { DocumentName } from '../vendors.js'
import { operationsOf, type OpenApiDocument, type Parameter } from './operations.js'

type Meanings = Readonly<Record<string, string>>

const state = (name: string): string => `true: only jobs that are ${name}; false: only others.`

const states = ['completed', 'errored', 'failed', 'finished', 'new', 'passed', 'public', 'queued', 'running']

const sauce: Meanings = {
  ...Object.fromEntries(states.map((name) => [name, state(name)])),
  faulty: state('failed or errored'),
  username: 'The name of a user of the world, in its own case.',
  job_id: 'The job\'s id: 32 lower-case hexadecimal digits.',
  build_id: 'The build\'s id: 32 lower-case hexadecimal digits.',
  id: 'The id: 32 lower-case hexadecimal digits.',
  user_id: 'The user\'s id.',
  org_id: 'The organization\'s id.',
  group_id: 'The group\'s id.',
  team_id: 'The team\'s id.',
  tunnel_id: 'The tunnel\'s id.',
  file_name: 'The file\'s name, as the list of the job\'s files has it.',
  loader_id: 'The page load\'s loader id: 32 upper-case hexadecimal digits.',
  full: 'Whole jobs instead of their short form; false if left out.',
  format: 'As what the jobs are written; json if left out.',
  skip: 'How many of the newest to leave out; 0 if left out.',
  offset: 'How many results to leave out; 0 if left out.',
  subaccounts: 'Those of the accounts below too; false if left out.',
  manual_only: 'Only manual tests; false if left out. Not together with auto_only.',
  auto_only: 'Only automated tests; false if left out. Not together with manual_only.',
  owner_type: 'Not looked at.',
  status: 'Only users of this status.',
  all: 'The tunnels that others share too, by owner; false if left out.',
  filter: 'Not looked at: no tunnel runs.',
  protocol: 'Not looked at: no tunnel runs.',
  include_baseline: 'With the baseline of each regime; false if left out.'
}

const control: Meanings = {
  name: 'The name it was given.',
  id: 'The id that making it answered.',
  document: 'sauce, app-store-connect or control.',
  vendor: 'Only requests to this part.',
  operation: 'Only requests of this operation.',
  method: 'Only requests with this method.',
  status: 'Only answers of this status, or of a class such as 4xx.',
  fault: 'Only requests that this fault struck.',
  limit: 'The most entries; 100 if left out.'
}

/** Apple's parameters are named by what they do to what. */
const ofApple: ReadonlyArray<[pattern: RegExp, meaning: string]> = [
  [/^id$/, 'The resource\'s id.'],
  [/^filter\[(.+)\]$/, 'Only resources whose $1 is one of these.'],
  [/^exists\[(.+)\]$/, 'Only resources that have (true) or have not (false) a $1.'],
  [/^fields\[(.+)\]$/, 'The attributes and relationships to show of $1; all if left out.'],
  [/^limit\[(.+)\]$/, 'How many $1 to include at most; 10 if left out.'],
  [/^include$/, 'The relationships whose resources to include.'],
  [/^sort$/, 'What to sort by; a minus turns the order around.']
]

function meaningInApple (name: string): string | undefined {
  const [pattern, meaning] = ofApple.find(([each]) => each.test(name)) ?? []
  return pattern === undefined || meaning === undefined ? undefined : name.replace(pattern, meaning)
}

const meaningOf = (part: DocumentName, name: string): string | undefined =>
  part === 'app-store-connect' ? meaningInApple(name) : { sauce, control }[part][name]

/** Gives every parameter that has none a description, and writes the limits that it names into the schema. */
export function describeParameters (part: DocumentName, document: OpenApiDocument): void {
  for (const { operation: { parameters = [] } } of operationsOf(document)) {
    for (const parameter of parameters) describe(part, parameter)
  }
}

function describe (part: DocumentName, parameter: Parameter): void {
  const description = parameter.description ?? meaningOf(part, parameter.name)
  const { schema } = parameter
  if (schema?.type === 'integer') schema.maximum ??= mostOf(description)
  if (description === undefined) return
  parameter.description = description
  const [, said] = /\b(\d+|true|false|json) if left out/.exec(description) ?? []
  if (schema === undefined || said === undefined || schema.type === 'array') return
  schema.default = asValueOf(schema.type, said)
}

/** What a description says is left out, as a value of the parameter's type. */
function asValueOf (type: unknown, said: string): string | number | boolean {
  if (type === 'integer') return Number(said)
  return type === 'boolean' ? said === 'true' : said
}

/** What is asked for beyond the most that there is, the vendor takes to be the most: no route refuses it. */
function mostOf (description = ''): number {
  const [, most] = /\b(\d+) at most/.exec(description) ?? []
  return most === undefined ? Number.MAX_SAFE_INTEGER : Number(most)
}
