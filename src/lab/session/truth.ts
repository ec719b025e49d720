/** What commands answer, and do, on the page that is open: its title, its clock, its scroll position, its words. */
import { micro } from '../precision.js'
import type { VisualProgress } from '../timeline.js'
import { lowest, scrolledTo, spotOf, type Place } from './anatomy.js'
import type { SessionPlan, Visit } from './plan.js'
import type { SessionCommand } from './session-command.js'

/** What is known of the page at a moment. */
interface Open {
  readonly visit: Visit | undefined
  /** Navigation start, or the browser's start, ms since the session's. */
  readonly since: number
  readonly scrollY: number
}

/** The elements found on a page, by their ids. */
type Found = Map<string, string>

const elementOf = (path: string): string => /^element\/([^/]+)\//.exec(path)?.[1] ?? ''

/** A script's clock has a tenth of a millisecond (HTML's coarsened time). */
const tenths = (ms: number): number => Math.round(ms * 10) / 10

function scripted (script: unknown, { since, scrollY }: Open, { at, duration, result }: SessionCommand): unknown {
  if (script === 'return window.scrollY') return scrollY
  // The script runs in the middle of the command: before and after it there is the way to the browser and back.
  return script === 'return performance.now()' ? tenths(at + duration / 2 - since) : result
}

const scrolls = ({ request: { script } }: SessionCommand): boolean =>
  typeof script === 'string' && script.startsWith('window.scrollTo')

/** Where the command's element is on the page. */
function placeOf ({ path }: SessionCommand, found: Found, visual: VisualProgress | undefined): Place | null {
  const selector = found.get(elementOf(path))
  return selector === undefined || visual === undefined ? null : spotOf(selector, visual).place
}

function answer (command: SessionCommand, open: Open, found: Found): unknown {
  const { failed, method, path, request, result } = command
  const visual = open.visit?.visual
  if (failed) return result
  if (path === 'execute/sync') return scripted(request.script, open, command)
  if (path === 'title') return open.visit === undefined ? '' : open.visit.title ?? result
  if (method !== 'GET' || !path.endsWith('/text') || visual === undefined) return result
  const text = spotOf(found.get(elementOf(path)) ?? '', visual).text
  return text === '' ? result : text
}

/** The page after a command. */
function after (command: SessionCommand, open: Open, found: Found, plan: SessionPlan): Open {
  const { at, failed, visit, method } = command
  if (visit !== null) return { visit: plan.visits[visit], since: at, scrollY: 0 }
  const visual = open.visit?.visual
  if (failed || visual === undefined) return open
  if (scrolls(command)) return { ...open, scrollY: lowest(visual) }
  const place = method === 'POST' ? placeOf(command, found, visual) : null
  return place === null ? open : { ...open, scrollY: scrolledTo(place, open.scrollY, visual) }
}

/** The commands with what the page makes of them. */
export function toldTrue (commands: readonly SessionCommand[], plan: SessionPlan): SessionCommand[] {
  let open: Open = { visit: undefined, since: 0, scrollY: 0 }
  const found: Found = new Map()
  return commands.map((command) => {
    const { path, request, result, failed } = command
    const before = open
    open = after(command, before, found, plan)
    if (path === 'element' && !failed) {
      for (const id of Object.values(result ?? {})) found.set(String(id), String(request.value))
    }
    const place = failed ? null : placeOf(command, found, before.visit?.visual)
    return withTruth(command, micro(open.scrollY), place, answer(command, before, found))
  })
}

/** Each field by name: spreading objects costs several times as much, and there may be thousands. */
function withTruth (command: SessionCommand, scrollY: number, place: Place | null, result: unknown): SessionCommand {
  const { method, path, request, visit, visible, usual, failed, httpStatus, statusCode } = command
  const { at, duration, between, screenshot } = command
  return {
    method, path, request, result, visit, visible, usual, failed, httpStatus, statusCode,
    at, duration, between, screenshot, scrollY, place
  }
}
