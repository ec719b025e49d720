/** What is recorded of a session that a client drives, beside its job. All times are ms. */
import type { Place } from '../lab/session/anatomy.js'
import type { ChangedLook } from '../lab/session/session-command.js'

/** How long a session may take over what (sauce:options), ms. */
export interface SessionLimits {
  /** Between two commands. */
  readonly idle: number
  /** Over one command. */
  readonly command: number
  /** In all. */
  readonly whole: number
}

export interface DrivenSession {
  readonly jobId: string
  /** Whether commands are still taken. One whose job is over by its plan takes none either. */
  readonly open: boolean
  readonly limits: SessionLimits
  /** The world's moment of the last command, ms since the Unix epoch. */
  readonly heard: number
  /** When that command began and when it ended, on the session's own timeline: ms since its start. */
  readonly began: number
  readonly position: number
  /** How many screenshots were taken. */
  readonly screenshots: number
}

/** A line of the console, ms since the session's start; `level` as the page has it (`log`, `warn`, `error`). */
export interface SaidLine { readonly at: number, readonly level: string, readonly text: string }

/** A command as it was sent and answered. */
export interface DrivenCommand {
  readonly jobId: string
  /** Its place among the session's commands, from 0. */
  readonly seq: number
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** `/session` for the first, `/session/{id}` for the last, else relative to the session. */
  readonly path: string
  readonly request: Readonly<Record<string, unknown>>
  readonly result: unknown
  readonly failed: boolean
  readonly httpStatus: number
  /** The JSON wire protocol's number for what went wrong; 0 if nothing did. */
  readonly statusCode: number
  /** Since the session's start. */
  readonly at: number
  readonly duration: number
  /** The first page load it led to: its place among the job's visits. */
  readonly visit: number | null
  /** Whether the screen may look different afterwards. */
  readonly visible: boolean
  /** Number of the screenshot taken after it, counting from 0. */
  readonly screenshot: number | null
  /** How far down the page is scrolled when it has ended, CSS px. */
  readonly scrollY: number
  /** Where on the page the element is that it uses or reads, CSS px. */
  readonly place: Place | null
  /** What has changed on the page since it was loaded; absent if nothing has, or the screen is as it was. */
  readonly look?: ChangedLook
  /** What scripts wrote to the console meanwhile. */
  readonly said?: readonly SaidLine[]
  /** A line that it wrote into log.json (`sauce:context`). */
  readonly remark?: string
  /** It is not in log.json: the client had switched that off. */
  readonly unlogged?: true
}
