import type { Page } from '../lab/page/page.schema.js'

/** How many are kept. */
const most = 1000
const pages = new Map<string, Page>()

/** The page of a URL that nobody declared: one object per URL, so that what is worked out of it is found again. */
export function undeclaredPage (url: string): Page {
  let page = pages.get(url)
  if (page !== undefined) return page
  if (pages.size >= most) pages.clear()
  pages.set(url, page = { url })
  return page
}
