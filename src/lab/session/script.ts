/** What a WebDriver client does in a session: which commands in which order, and which of them fail. */
import { stream } from '../../kernel/random.js'
import type { Steps } from '../../kernel/turns.js'
import { commandsBetween } from './between-visits.js'
import type { CommandDraft } from './command-draft.js'
import { failingOnes, failureFor } from './failures.js'
import type { SessionPlan, SessionWords, Visit } from './plan.js'

/** A command as scripted, before it has times. */
export interface ScriptedCommand extends Omit<CommandDraft, 'kind' | 'found'> {
  readonly failed: boolean
  readonly httpStatus: number
  /** JSON wire protocol status, 0 if it went well. */
  readonly statusCode: number
}

const opening = ({ jobId, capabilities = {}, framework }: SessionPlan): CommandDraft => ({
  kind: 'session',
  method: 'POST',
  path: '/session',
  request: { capabilities: { alwaysMatch: capabilities } },
  result: { sessionId: jobId, capabilities: { ...capabilities, 'sauce:framework': framework } },
  found: null,
  visit: null,
  visible: false,
  usual: 2600
})

const visiting = ({ url, duration }: Visit, visit: number): CommandDraft => ({
  kind: 'url',
  method: 'POST',
  path: 'url',
  request: { url },
  result: null,
  found: null,
  visit,
  visible: true,
  usual: duration
})

const closing = ({ jobId }: SessionPlan): CommandDraft => ({
  kind: 'quit',
  method: 'DELETE',
  path: `/session/${jobId}`,
  request: {},
  result: null,
  found: null,
  visit: null,
  visible: false,
  usual: 240
})

const plainWords: SessionWords = { searchTerm: () => 'search', text: () => 'OK' }

function * drafts (plan: SessionPlan): Steps<CommandDraft[]> {
  const { seed, jobId, commands: { all }, quits = true, words = plainWords } = plan
  if (all <= 0) return []
  if (all === 1) return [opening(plan)]
  const random = stream(seed, 'session-commands', jobId)
  const end = quits ? [closing(plan)] : []
  const body = all - 1 - end.length
  const visits = plan.visits.slice(0, body)
  // What is not a visit comes after the visits, as evenly as it goes; with none, right after the start.
  const fill = body - visits.length
  if (visits.length === 0) return [opening(plan), ...yield * commandsBetween(random, fill, { words }), ...end]
  const upTo = (visit: number): number => Math.floor(fill * visit / visits.length)
  const isErrorPage = plan.offline !== undefined
  const stops: CommandDraft[][] = []
  for (const [index, visit] of visits.entries()) {
    const count = upTo(index + 1) - upTo(index)
    const readable = { words, title: visit.title, isErrorPage }
    stops.push([visiting(visit, index)], yield * commandsBetween(random, count, readable))
  }
  return [opening(plan), ...stops.flat(), ...end]
}

/** In steps: a session may have ten thousand commands. */
export function * scriptCommands (plan: SessionPlan): Steps<ScriptedCommand[]> {
  const list = yield * drafts(plan)
  yield
  const failing = failingOnes(list, plan)
  yield
  return list.map((draft, index): ScriptedCommand => {
    const { method, path, request, visit, visible, usual } = draft
    if (!failing.has(index)) {
      const { result } = draft
      return { method, path, request, result, visit, visible, usual, failed: false, httpStatus: 200, statusCode: 0 }
    }
    const { statusCode, error, message } = failureFor(draft, plan)
    const result = { error, message, stacktrace: '' }
    return { method, path, request, result, visit, visible: true, usual, failed: true, httpStatus: 500, statusCode }
  })
}
