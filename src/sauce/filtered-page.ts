/** How many matches to leave out, and how many to return at most. */
export interface Paging { readonly skip: number, readonly limit: number }

/** A page of the items that match. No more of them are looked at than the page needs. */
export function filteredPage<T> (items: Iterable<T>, matches: (item: T) => boolean, { skip, limit }: Paging): T[] {
  const page: T[] = []
  if (limit <= 0) return page
  let skipped = 0
  for (const item of items) {
    if (!matches(item) || skipped++ < skip) continue
    page.push(item)
    if (page.length >= limit) break
  }
  return page
}
