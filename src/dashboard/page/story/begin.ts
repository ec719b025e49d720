import { ask, Refusal } from '../wire/ask.js'
import { worldName } from '../wire/live.js'
import { dashboardOf, twinRoot } from '../wire/roots.js'
import { isLeft, isThere, placeFor, type Place } from './place.js'
import { StoryRefused } from './refused.js'
import { readStory, type Story } from './story.js'

/** The name of a story that somebody opened: its text is kept for this tab. */
export const ownStory = 'own'
const kept = 'perftwin-story'

/** The story that the address asks for. */
export const asked = new URLSearchParams(location.search).get('story')

/** What keeps where this tab tells it. */
const place = 'perftwin-story-world'

/** Nobody else knows what a tab has kept: no link leads to a story that moves a world which was not made for it. */
function placeOf (): Place | undefined {
  return JSON.parse(sessionStorage.getItem(place) ?? 'null') as Place | null ?? undefined
}

const found = placeOf()
export const told = asked === null || found === undefined || isLeft(found, worldName) ? undefined : found

const allWorlds = new URL('_perftwin/worlds', twinRoot).href

/** Begins to tell a story that somebody wrote. @throws StoryRefused */
export function openStory (text: string): void {
  readStory(text)
  sessionStorage.setItem(kept, text)
  location.search = `?story=${ownStory}`
}

/** @throws StoryRefused */
export async function loadStory (name: string): Promise<Story> {
  if (name === ownStory) return readStory(sessionStorage.getItem(kept) ?? '')
  if (!/^[a-z][\w-]{0,60}$/.test(name)) throw new StoryRefused([`"${name.slice(0, 80)}" is no name of a story.`])
  const response = await fetch(new URL(`story-${name}.json`, location.href))
  if (!response.ok) throw new StoryRefused([`There is no story "${name}".`])
  return readStory(await response.text())
}

/** How long a world of a story stays if its page is closed. */
const ttl = 'PT30M'

const addressIn = (world: string, story: string): string =>
  `${dashboardOf(world)}?${new URLSearchParams({ story }).toString()}`

/** Makes a world for a story, of the one that is shown, and goes there. @throws Refusal */
export async function leaveForOwnWorld (name: string): Promise<void> {
  const own = placeFor(name, worldName)
  await ask<'createWorld'>('POST', allWorlds, { body: { name: own.world, from: own.home, ttl } })
  sessionStorage.setItem(place, JSON.stringify(own))
  location.replace(addressIn(own.world, name))
}

/** Goes back to begin anew if the world of the story is gone: its lease has ended. @throws Refusal */
export async function leaveIfGone (own: Place, name: string): Promise<boolean> {
  const { worlds } = await ask<'listWorlds'>('GET', allWorlds)
  if (isThere(own, worlds)) return false
  sessionStorage.removeItem(place)
  location.replace(addressIn(own.home, name))
  return true
}

/** Goes back to where the story was begun. */
export const leaveStory = (): void => { location.replace(dashboardOf(told?.home ?? worldName)) }

/**
 * Deletes the world of a story that was left: once its page is gone, as a page that is still there would ask for it,
 * and so make it anew. It stays while it is shown without its story.
 */
export async function sweep (): Promise<void> {
  if (found === undefined || !isLeft(found, worldName)) return
  sessionStorage.removeItem(place)
  const gone = (error: unknown): void => { if (!(error instanceof Refusal) || error.status !== 404) throw error }
  const url = new URL(`_perftwin/worlds/${encodeURIComponent(found.world)}`, twinRoot)
  await ask<'deleteWorld'>('DELETE', url.href).catch(gone)
}
