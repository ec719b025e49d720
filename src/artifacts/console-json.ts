/** `console.json`: what the browser's console said, as entries of DevTools' `Log` domain. */
import { jsonBytes } from './json.js'
import type { Story } from './story.js'

export interface ConsoleEntry { source: string, level: string, text: string, timestamp: number, url?: string }

/** In order of time; `timestamp` in ms since the Unix epoch. */
export const consoleEntries = ({ loads }: Pick<Story, 'loads'>): ConsoleEntry[] =>
  loads.flatMap(({ timeline }) => timeline.console.map(({ source, level, text, at, url }) => ({
    source, level, text, timestamp: timeline.startedAt + at, ...(url === undefined ? {} : { url })
  }))).sort((a, b) => a.timestamp - b.timestamp)

export const consoleJson = (story: Pick<Story, 'loads'>): Buffer => jsonBytes(consoleEntries(story))
