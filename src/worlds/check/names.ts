/** What a world file refers to has to be there, and what has a name of its own must have it alone. */
import { addressOf, isWebUrl } from '../../facts/visits.js'
import { declaredPage } from '../files/declared-page.js'
import type { WorldFile } from '../files/world-file.schema.js'
import type { LooseWorldFile } from './loose.js'
import { choice } from './meant.js'
import { once, type Findings } from './problem.js'

type Sauce = NonNullable<LooseWorldFile['sauce']>
type Pages = Pick<WorldFile, 'pages'>

export function checkNames (find: Findings, { sauce = {}, pages = {} }: LooseWorldFile): void {
  const users = usersOf(find, sauce)
  const declared = pagesWithUrl(find, pages)
  checkOwner(find, users, 'suites', sauce.suites)
  checkOwner(find, users, 'jobs', sauce.jobs)
  checkOwner(find, users, 'builds', sauce.builds)
  checkVisits(find, declared, 'suites', sauce.suites)
  checkVisits(find, declared, 'jobs', sauce.jobs)
  const { suites = [], jobs = [], builds = [] } = sauce
  once(find, suites.map(({ owner, name }) => [owner, name]), ['sauce', 'suites'], 'name', 'suite of that owner')
  once(find, builds.map(({ owner, name }) => [owner, name]), ['sauce', 'builds'], 'name', 'build of that owner')
  once(find, jobs.map(({ id }) => [id]), ['sauce', 'jobs'], 'id', 'job')
}

/** The usernames, of which each is one user's. */
function usersOf (find: Findings, { teams = [] }: Sauce): string[] {
  once(find, teams.map(({ name }) => [name]), ['sauce', 'teams'], 'name', 'team')
  const known = new Set<string>()
  teams.forEach(({ users = [] }, team) => {
    users.forEach(({ username }, user) => {
      if (username === undefined) return
      if (known.has(username)) {
        const path = ['sauce', 'teams', team, 'users', user, 'username']
        find.fault(path, `there is a user "${username}" already`, 'give each user another name')
      }
      known.add(username)
    })
  })
  return [...known]
}

interface Owned { readonly owner?: string | undefined }

function checkOwner (find: Findings, users: readonly string[], list: string, specs: readonly Owned[] = []): void {
  specs.forEach(({ owner }, index) => {
    if (owner === undefined || users.includes(owner)) return
    const cure = choice(owner, users, 'its users are', 'declare it in sauce.teams')
    find.fault(['sauce', list, index, 'owner'], `"${owner}" is no user of this world`, cure)
  })
}

/** The pages whose URL can be asked for. */
export function pagesWithUrl (find: Findings, pages: NonNullable<LooseWorldFile['pages']>): Pages {
  const known: Record<string, { url: string }> = {}
  const names = new Map<string, string>()
  for (const [name, page] of Object.entries(pages)) {
    const url = page?.url
    if (url === undefined) known[name] = { url: 'https://unknown.example/' }
    else if (isWebUrl(url)) {
      known[name] = { url }
      const first = names.get(addressOf(url))
      if (first === undefined) names.set(addressOf(url), name)
      else find.fault(['pages', name, 'url'], `the page "${first}" has this URL already`, 'give each page another URL')
    } else find.fault(['pages', name, 'url'], `"${url}" is no URL`, 'for example "https://shop.example.com/"')
  }
  return { pages: known }
}

interface Visiting { readonly pages?: readonly string[] | undefined }

function checkVisits (find: Findings, declared: Pages, list: string, specs: readonly Visiting[] = []): void {
  const names = Object.keys(declared.pages ?? {})
  specs.forEach(({ pages = [] }, index) => {
    pages.forEach((visit, place) => {
      if (isWebUrl(declaredPage(declared, visit)?.url ?? visit)) return
      const cure = choice(visit, names, 'its pages are', 'declare it in pages, or write a URL')
      const path = ['sauce', list, index, 'pages', place]
      find.fault(path, `"${visit}" is neither a page of this world nor a URL`, cure)
    })
  })
}
