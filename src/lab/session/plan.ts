import type { VisualProgress } from '../timeline.js'
import type { Browser } from './browser-words.js'

/** What is known of a session before its commands are made up. */
export interface Visit {
  readonly url: string
  /** How long the page load takes, ms; the `url` command lasts as long. */
  readonly duration: number
  /** The page's title, which `GET title` answers. */
  readonly title?: string
  /** What it looks like when it is loaded; without it commands answer what pages usually do. */
  readonly visual?: VisualProgress
}

/** Words for what clients type and read; nothing is computed with them. */
export interface SessionWords {
  readonly searchTerm: () => string
  readonly text: () => string
}

export interface SessionPlan {
  readonly seed: number | string
  readonly jobId: string
  /** ms since the Unix epoch. */
  readonly startedAt: number
  readonly durationMs: number
  /** How many commands there are, and how many of them fail. More errors than commands count as all. */
  readonly commands: { readonly all: number, readonly errors: number }
  readonly visits: readonly Visit[]
  /** There is no network: every visit fails with this message, and shows an error page. */
  readonly offline?: string
  /** In whose words scripts fail; a new Chrome's if left out. */
  readonly browser?: Browser
  readonly screenshots: boolean
  readonly outcome: 'passed' | 'failed' | 'complete' | 'error'
  /** Why the service ended it, for the session's own remarks. */
  readonly errorText: string | null
  /** Whether its client ends it; one that the service or somebody ended has no `DELETE`. Default true. */
  readonly quits?: boolean
  /** How long nothing came from the client before the end, ms. Default 0. */
  readonly silence?: number
  /** Its client talks evenly, as one that waits for something does. */
  readonly even?: boolean
  /** The client's test framework, for the session's own remarks, for example `webdriver` or `appium`. */
  readonly framework: string
  /** What the client asked for in `POST /session`. */
  readonly capabilities?: Readonly<Record<string, unknown>>
  /** Plain ones if left out: which commands there are does not depend on it. */
  readonly words?: SessionWords
}

/** Whether the session's end was an unhappy one. */
export const endedBadly = ({ outcome }: SessionPlan): boolean => outcome === 'failed' || outcome === 'error'
