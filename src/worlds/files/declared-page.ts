/** Which of a world file's pages a visit means. */
import { addressOf } from '../../facts/visits.js'
import { remembered } from '../../kernel/memo.js'
import type { Page } from '../../lab/page/page.schema.js'
import type { WorldFile } from './world-file.schema.js'

type Pages = NonNullable<WorldFile['pages']>

/** By address; of several pages that declare one address the first. */
const byAddress = remembered((pages: Pages): ReadonlyMap<string, Page> => {
  const found = new Map<string, Page>()
  for (const page of Object.values(pages)) {
    const address = addressOf(page.url)
    if (!found.has(address)) found.set(address, page)
  }
  return found
})

/** The page of that name or of that URL, as browsers compare URLs; undefined if the file declares none. */
export function declaredPage ({ pages }: Pick<WorldFile, 'pages'>, visit: string): Page | undefined {
  if (pages === undefined) return undefined
  return Object.hasOwn(pages, visit) ? pages[visit] : byAddress(pages).get(addressOf(visit))
}
