import type { Answer } from '../../../../control/operations.js'

export type Difference = Answer<'diffStates'>['differences'][number]

/** What one record of a collection is called, and several. */
const nouns: Readonly<Record<string, readonly [one: string, several: string]>> = {
  apiKeys: ['API key', 'API keys'],
  apps: ['app', 'apps'],
  builds: ['build', 'builds'],
  jobs: ['job', 'jobs'],
  marks: ['mark', 'marks'],
  people: ['person', 'people'],
  teams: ['team', 'teams'],
  uploads: ['upload', 'uploads'],
  users: ['user', 'users']
}

/** `storageFiles` → `storage files` */
const apart = (name: string): string => name.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)

const isSeveral = /(?<!s)s$/

export function nounOf (collection: string, count: number): string {
  const known = nouns[collection]
  if (known !== undefined) return known[count === 1 ? 0 : 1]
  const words = apart(collection)
  if (count === 1) return words.replace(isSeveral, '')
  return words
}

const verbs = { added: 'added', changed: 'changed', gone: 'gone' } as const

/** `job 4f…: changed name, tags` */
export function differenceSaid ({ collection, key, change, fields = [] }: Difference): string {
  const what = `${nounOf(collection, 1)} ${key}`
  return fields.length === 0 ? `${what} ${verbs[change]}` : `${what}: changed ${fields.join(', ')}`
}

/** All differences in a few sentences: `2 jobs added`, `1 job changed (name, tags)`. */
export function summary (differences: readonly Difference[]): string[] {
  const groups = new Map<string, Difference[]>()
  for (const difference of differences) {
    const key = `${difference.collection} ${difference.change}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [difference])
    else group.push(difference)
  }
  return [...groups.values()].map(groupSaid)
}

function groupSaid (group: readonly Difference[]): string {
  const { collection = '', change = 'changed' } = group[0] ?? {}
  const count = group.length
  const fields = [...new Set(group.flatMap((each) => each.fields ?? []))]
  const which = fields.length === 0 ? '' : ` (${fields.join(', ')})`
  return `${count.toLocaleString('en-US')} ${nounOf(collection, count)} ${verbs[change]}${which}`
}
