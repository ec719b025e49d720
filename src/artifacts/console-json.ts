/** `console.json`: what the browser's console said, as entries of DevTools' `Log` domain. */
import { jsonBytes } from './json.js'
import type { Story } from './story.js'

export interface ConsoleEntry { source: string, level: string, text: string, timestamp: number, url?: string }

type ConsoleStory = Pick<Story, 'loads'> & { readonly session: Pick<Story['session'], 'durationMs'> }

/** In order of time, until the session's end; `timestamp` in ms since the Unix epoch. */
export const consoleEntries = ({ loads, session: { durationMs } }: ConsoleStory): ConsoleEntry[] =>
  loads.flatMap(({ at: since, timeline }) => timeline.console
    .filter(({ at }) => since + at <= durationMs)
    .map(({ source, level, text, at, url }) => ({
      source, level, text, timestamp: timeline.startedAt + at, ...(url === undefined ? {} : { url })
    }))).sort((a, b) => a.timestamp - b.timestamp)

export const consoleJson = (story: ConsoleStory): Buffer => jsonBytes(consoleEntries(story))
