import { useRef } from 'preact/hooks'
import { ask } from '../../wire/ask.js'
import { isOfThisWorld, type LiveEvent } from '../../wire/live.js'
import { useLoaded, type Loaded } from '../../wire/loaded.js'
import { wantedPages, type Build } from './build-rows.js'

/** So many builds are asked for at once: what is seen at first, and some more. */
export const pageSize = 40

export interface KnownBuilds {
  readonly total: number
  /** By their places in the whole list; those that were not asked for are missing. */
  readonly at: ReadonlyMap<number, Build>
}

const changedBy = (event: LiveEvent): boolean => isOfThisWorld(event) && (
  ['status', 'clock', 'restored', 'world'].includes(event.type) ||
  (event.type === 'change' && (event['collection'] === 'jobs' || event['collection'] === 'builds')))

async function load (pages: readonly number[]): Promise<KnownBuilds> {
  const answers = await Promise.all(pages.map(async (page) => {
    const offset = page * pageSize
    const { total, builds } = await ask<'listBuilds'>('GET', 'builds', { query: { limit: pageSize, skip: offset } })
    return { total, offset, builds }
  }))
  const at = new Map<number, Build>()
  for (const { offset, builds } of answers) for (const [index, build] of builds.entries()) at.set(offset + index, build)
  return { total: answers[0]?.total ?? 0, at }
}

/** The builds of the world; `want` asks for those around a place, too. */
export function useBuilds (): { loaded: Loaded<KnownBuilds>, want: (place: number) => void } {
  const pages = useRef<readonly number[]>([0])
  const loaded = useLoaded('builds', async () => await load(pages.current), { changedBy, calm: 400 })
  const want = (place: number): void => {
    const page = Math.floor(place / pageSize)
    if (pages.current.includes(page)) return
    pages.current = wantedPages(pages.current, page)
    loaded.again()
  }
  return { loaded, want }
}
