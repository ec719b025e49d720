import type { CommandEntry, LogEntry } from '../../../../artifacts/session-log.js'
import { videoTime } from './words.js'

/** A line of the session: a command, or a remark of the server's. */
export interface Step {
  readonly index: number
  /** Where in the video, s; undefined for a remark. */
  readonly at: number | undefined
  readonly when: string
  readonly command: string
  /** What it was about, short. */
  readonly about: string
  readonly status: string
  readonly isFailed: boolean
  /** s */
  readonly duration: number | undefined
  readonly screenshot: number | undefined
  readonly entry: LogEntry
}

const isCommand = (entry: LogEntry): entry is CommandEntry => !('status' in entry && entry.status === 'info')

/** What a command is about: its address, what it looks for, its script. */
function aboutOf ({ request }: CommandEntry): string {
  for (const name of ['url', 'value', 'text', 'script', 'id', 'name']) {
    const value = request[name]
    if (typeof value === 'string') return value
  }
  const words = JSON.stringify(request)
  return words === '{}' ? '' : words
}

const errorOf = ({ result }: CommandEntry): string | undefined => {
  const { error } = (typeof result === 'object' && result !== null ? result : {}) as { error?: unknown }
  return typeof error === 'string' ? error : undefined
}

function stepOf (entry: LogEntry, index: number): Step {
  if (!isCommand(entry)) {
    const none = { at: undefined, when: '', status: '', isFailed: false, duration: undefined, screenshot: undefined }
    return { index, ...none, command: 'note', about: entry.message, entry }
  }
  const { method, path, HTTPStatus: status, duration, screenshot, in_video_timeline: at } = entry
  return {
    index,
    at,
    when: videoTime(at),
    command: `${method} ${path}`,
    about: aboutOf(entry),
    status: errorOf(entry) ?? String(status),
    isFailed: status >= 400,
    duration,
    screenshot: screenshot ?? undefined,
    entry
  }
}

export const stepsOf = (entries: readonly LogEntry[]): Step[] => entries.map(stepOf)
