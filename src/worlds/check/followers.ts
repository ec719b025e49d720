/** Who follows the release trains of a world file: pages that its tests load, and apps. */
import { addressOf, defaultTrain, isWebUrl } from '../../facts/visits.js'
import { completePage } from '../../lab/page/complete.js'
import type { PageModel } from '../../lab/page/model.js'
import type { Page } from '../../lab/page/page.schema.js'
import type { LooseWorldFile } from './loose.js'
import type { Problem } from './problem.js'

/** A page of which nothing is known, because nobody declared it, may be made of anything. */
export type FollowingPage = PageModel | 'any'

export interface Followers { readonly pages: readonly FollowingPage[], readonly apps: boolean }

const nobody: Followers = { pages: [], apps: false }

export class Following {
  readonly #followers = new Map<string, { pages: FollowingPage[], apps: boolean }>()
  readonly #declared: ReadonlyMap<string, FollowingPage>

  constructor (file: LooseWorldFile, problems: readonly Problem[]) {
    this.#declared = declaredPages(file, problems)
    const { suites = [], jobs = [] } = file.sauce ?? {}
    for (const specs of [suites, jobs]) {
      specs.forEach(({ train = defaultTrain, pages = [] }) => { this.#of(train).pages.push(...this.pagesOf(pages)) })
    }
    file.appStore?.apps?.forEach(({ train }) => {
      if (train !== undefined) this.#of(train).apps = true
    })
  }

  #of (train: string): { pages: FollowingPage[], apps: boolean } {
    const known = this.#followers.get(train)
    if (known !== undefined) return known
    const followers = { pages: [], apps: false }
    this.#followers.set(train, followers)
    return followers
  }

  /** The pages that these visits mean; what is no page and no URL means none. */
  pagesOf (visits: readonly string[]): FollowingPage[] {
    return visits.flatMap((visit) => {
      const declared = this.#declared.get(visit) ?? this.#declared.get(addressOf(visit))
      if (declared !== undefined) return [declared]
      return isWebUrl(visit) ? ['any' as const] : []
    })
  }

  /** What clients load without a word of the file follows the default train: any page that it declares. */
  of (train: string): Followers {
    const followers = this.#followers.get(train) ?? nobody
    if (train !== defaultTrain || followers.pages.length > 0) return followers
    const declared = [...this.#declared.values()]
    return { ...followers, pages: declared.length === 0 ? ['any'] : declared }
  }

  /** The trains that somebody follows. */
  trains (): string[] {
    return [...this.#followers].filter(([, { pages, apps }]) => apps || pages.length > 0).map(([train]) => train)
  }
}

/** By name and by address; a page with a fault counts as one of which nothing is known. */
function declaredPages ({ pages = {} }: LooseWorldFile, problems: readonly Problem[]): Map<string, FollowingPage> {
  const faulty = new Set(problems.filter(({ path: [section] }) => section === 'pages').map(({ path }) => path[1]))
  const declared = new Map<string, FollowingPage>()
  for (const [name, page] of Object.entries(pages)) {
    // The schema found nothing wrong with it, so nothing is missing.
    const whole = faulty.has(name) ? undefined : page as Page | undefined
    const model = whole === undefined || !isWebUrl(whole.url) ? 'any' : completePage(1, whole)
    declared.set(name, model)
    if (whole !== undefined && !declared.has(addressOf(whole.url))) declared.set(addressOf(whole.url), model)
  }
  return declared
}
