/** How commands fail, and which of them do. */
import { stream } from '../../kernel/random.js'
import { scriptError, someChrome } from './browser-words.js'
import type { CommandDraft, CommandKind } from './command-draft.js'
import { endedBadly, type SessionPlan } from './plan.js'

/** A failure in the words of the JSON wire protocol. */
interface Failure { readonly statusCode: number, readonly error: string, readonly message: string }

const failureOf: Readonly<Record<CommandKind, Failure>> = {
  session: {
    statusCode: 33,
    error: 'session not created',
    message: 'session not created: the browser could not be started'
  },
  url: { statusCode: 21, error: 'timeout', message: 'timeout: Timed out receiving message from renderer' },
  element: { statusCode: 7, error: 'no such element', message: 'no such element: Unable to locate element' },
  click: { statusCode: 11, error: 'element not interactable', message: 'element not interactable' },
  script: { statusCode: 17, error: 'javascript error', message: 'javascript error' },
  quit: { statusCode: 6, error: 'invalid session id', message: 'invalid session id' }
}

/** What a command says when it fails; scripts, and visits without a network, in the browser's words. */
export function failureFor ({ kind }: CommandDraft, { offline, browser = someChrome }: SessionPlan): Failure {
  if (kind === 'script') return { ...failureOf.script, message: scriptError(browser) }
  return kind === 'url' && offline !== undefined
    ? { statusCode: 13, error: 'unknown error', message: offline }
    : failureOf[kind]
}

/** The lower, the sooner a command of that kind is the one that fails. */
const rankOf: Readonly<Record<CommandKind, number>> = { element: 0, script: 1, click: 1, url: 3, quit: 4, session: 5 }
/** A find whose element is used later went well; it fails only if nothing else between visits is left. */
const usedLater = 2

interface Candidate { readonly index: number, readonly rank: number, readonly draw: number }

/** Commands between visits in any order, the others after them. */
const byPlace = (a: Candidate, b: Candidate): number =>
  Number(a.rank > usedLater) - Number(b.rank > usedLater) || a.draw - b.draw

const byRank = (a: Candidate, b: Candidate): number => a.rank - b.rank || a.draw - b.draw

/** The indexes of the visits. */
const visitsOf = (list: readonly CommandDraft[]): number[] =>
  [...list.entries()].filter(([, { visit }]) => visit !== null).map(([index]) => index)

/**
 * Which commands fail: visits without a network always; then of those between visits (the last ones if the test
 * failed), then the others.
 */
export function failingOnes (list: readonly CommandDraft[], plan: SessionPlan): Set<number> {
  const unreachable = plan.offline === undefined ? [] : visitsOf(list)
  const others = Math.min(list.length, plan.commands.errors) - unreachable.length
  if (others <= 0) return new Set(unreachable)
  const random = stream(plan.seed, 'session-failures', plan.jobId)
  const late = endedBadly(plan)
  const used = new Set(list.map(({ path }) => /^element\/([^/]+)\//.exec(path)?.[1]))
  const sure = new Set(unreachable)
  const candidates = list.map(({ kind, found }, index): Candidate => ({
    index,
    rank: found !== null && used.has(found) ? usedLater : rankOf[kind],
    draw: late ? -index : random.float()
  }))
  const ranked = candidates.filter(({ index }) => !sure.has(index)).sort(late ? byPlace : byRank)
  return new Set([...unreachable, ...ranked.slice(0, others).map(({ index }) => index)])
}
