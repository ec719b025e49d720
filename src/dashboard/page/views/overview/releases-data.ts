import type { Answer } from '../../../../control/operations.js'
import { ask } from '../../wire/ask.js'
import { isOfThisWorld, type LiveEvent } from '../../wire/live.js'
import { useLoaded, type Loaded } from '../../wire/loaded.js'

type Body = Answer<'listReleases'>
export type Release = Body['releases'][number]

const changedBy = (event: LiveEvent): boolean =>
  isOfThisWorld(event) && ['clock', 'restored', 'world'].includes(event.type)

/** One question for all that show releases. */
let asked: { readonly answer: Promise<Body> } | undefined

async function load (): Promise<Body> {
  if (asked !== undefined) return await asked.answer
  const answer = ask<'listReleases'>('GET', 'releases')
  asked = { answer }
  try {
    return await answer
  } finally {
    asked = undefined
  }
}

/** The releases of the world, those to come included, oldest first. */
export const useReleases = (): Loaded<Body> => useLoaded('releases', load, { changedBy })
