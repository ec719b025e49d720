import { ask, Refusal } from '../wire/ask.js'
import { worldName } from '../wire/live.js'
import { dashboardOf, twinRoot } from '../wire/roots.js'
import { StoryRefused } from './refused.js'
import { readStory, type Story } from './story.js'

/** The name of a story that somebody opened: its text is kept for this tab. */
export const ownStory = 'own'
const kept = 'perftwin-story'

/** The story that the address asks for. */
export const asked = new URLSearchParams(location.search).get('story')

/** Where this tab tells it: a world that was made for it, and the one that it was begun in. */
const place = 'perftwin-story-world'

interface Place { readonly world: string, readonly home: string }

/** Nobody else knows what a tab has kept: no link leads to a story that moves a world which was not made for it. */
function placeOf (): Place | undefined {
  const found = JSON.parse(sessionStorage.getItem(place) ?? 'null') as Place | null
  return found?.world === worldName ? found : undefined
}

export const told = asked === null ? undefined : placeOf()

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
const mostStories = 50

/** Makes a world for a story, of the one that is shown, and goes there. @throws Refusal */
export async function leaveForOwnWorld (name: string): Promise<void> {
  const { worlds } = await ask<'listWorlds'>('GET', new URL('_perftwin/worlds', twinRoot).href)
  const taken = new Set(worlds.map((world) => world.name))
  const numbers = Array.from({ length: mostStories }, (_, index) => `story-${name}-${index + 1}`)
  const world = numbers.find((each) => !taken.has(each))
  if (world === undefined) throw new StoryRefused(['This story is told too often at once: delete some of its worlds.'])
  const body = { name: world, from: worldName, ttl }
  await ask<'createWorld'>('POST', new URL('_perftwin/worlds', twinRoot).href, { body })
  sessionStorage.setItem(place, JSON.stringify({ world, home: worldName }))
  location.replace(`${dashboardOf(world)}?${new URLSearchParams({ story: name }).toString()}`)
}

/** Goes back to where the story was begun. */
export const leaveStory = (): void => { location.replace(dashboardOf(told?.home ?? worldName)) }

/**
 * Deletes the world of a story that was left: once its page is gone, as a page that is still there would ask for it,
 * and so make it anew.
 */
export async function sweep (): Promise<void> {
  const text = sessionStorage.getItem(place)
  if (text === null) return
  const { world } = JSON.parse(text) as Place
  sessionStorage.removeItem(place)
  const gone = (error: unknown): void => { if (!(error instanceof Refusal) || error.status !== 404) throw error }
  const url = new URL(`_perftwin/worlds/${encodeURIComponent(world)}`, twinRoot)
  await ask<'deleteWorld'>('DELETE', url.href).catch(gone)
}
