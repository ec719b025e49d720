import { optionSpecs } from '../options.js'
import { probablyMeant } from '../kernel/nearest.js'
import { clientSpecs } from './client-options.js'

const prefix = 'PERFTWIN_'

const told = [...Object.values(optionSpecs), ...Object.values(clientSpecs)].map(({ env }) => env)
const known: ReadonlySet<string> = new Set([
  ...told,
  // Between start --detach and the process that it leaves.
  'PERFTWIN_DETACHED'
])

/** Kubernetes and Docker tell every container where a neighbour called "perftwin", or "perftwin-x", is. */
const serviceLink = /_(?:SERVICE_HOST|SERVICE_PORT(?:_\w+)?|PORT_\d+_(?:TCP|UDP)(?:_(?:PROTO|PORT|ADDR))?|PORT)$/

/** Variables that are called like ours and tell nothing to anybody, a sentence each. */
export function strangersIn (env: Readonly<Record<string, string | undefined>>): string[] {
  return Object.keys(env)
    .filter((name) => name.startsWith(prefix) && !known.has(name) && !serviceLink.test(name))
    .sort()
    .map((name) => `the variable ${name} means nothing to perftwin${hintFor(name)}`)
}

/** What is common to all of them says nothing about what was meant. */
function hintFor (name: string): string {
  const meant = probablyMeant(name.slice(prefix.length), told.map((each) => each.slice(prefix.length)))
  return meant === undefined ? '' : `; did you mean ${prefix}${meant}?`
}
