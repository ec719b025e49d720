/** What a WebDriver client does in a session: which commands in which order, and which of them fail. */
import { stream, type Random } from '../../kernel/random.js'
import type { SessionPlan } from './session.js'

/** A command as scripted, before it has times. */
export interface Scripted {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** `/session` for the first, `/session/{id}` for the last, else relative to the session. */
  readonly path: string
  readonly request: Readonly<Record<string, unknown>>
  readonly result: unknown
  readonly failed: boolean
  readonly httpStatus: number
  /** JSON wire protocol status, 0 if it went well. */
  readonly statusCode: number
  /** Index into the plan's visits. */
  readonly visit: number | null
  /** Whether the screen may look different afterwards. */
  readonly visible: boolean
  /** Median duration, ms. */
  readonly usual: number
}

interface Failing { readonly statusCode: number, readonly error: string, readonly message: string }

const failures = {
  session: { statusCode: 33, error: 'session not created', message: 'session not created: the browser could not be started' },
  url: { statusCode: 21, error: 'timeout', message: 'timeout: Timed out receiving message from renderer' },
  element: { statusCode: 7, error: 'no such element', message: 'no such element: Unable to locate element' },
  click: { statusCode: 11, error: 'element not interactable', message: 'element not interactable' },
  script: { statusCode: 17, error: 'javascript error', message: 'javascript error: Cannot read property \'value\' of null' },
  quit: { statusCode: 6, error: 'invalid session id', message: 'invalid session id' }
} as const satisfies Record<string, Failing>

type Kind = keyof typeof failures
type Draft = Omit<Scripted, 'failed' | 'httpStatus' | 'statusCode'> & { readonly kind: Kind }

const elementKey = 'element-6066-11e4-a52e-4f735466cecf'
const selectors = ['#login', '.inventory_item button', '[data-test="checkout"]', 'h1.title', 'form input[name="q"]', 'a.next', '.cart-link', '#menu']
const scripts = ['return document.readyState', 'return window.scrollY', 'window.scrollTo(0, document.body.scrollHeight)', 'return performance.now()']

/** One command between visits; `held` is the element found last, if any. */
function between (random: Random, held: string | null): { draft: Draft, held: string | null } {
  const draw = random.float()
  const selector = random.pick(selectors)
  const script = random.pick(scripts)
  const id = random.hex(32)
  const base = { visit: null, request: {}, result: null, visible: false } as const
  if (held !== null && draw < 0.45) {
    return { held: null, draft: { ...base, kind: 'click', method: 'POST', path: `element/${held}/click`, visible: true, usual: 85 } }
  }
  if (held !== null && draw < 0.6) return { held, draft: { ...base, kind: 'click', method: 'GET', path: `element/${held}/text`, result: 'OK', usual: 14 } }
  if (held === null && draw < 0.75) {
    return {
      held: id,
      draft: { ...base, kind: 'element', method: 'POST', path: 'element', request: { using: 'css selector', value: selector }, result: { [elementKey]: id }, usual: 32 }
    }
  }
  if (draw < 0.92) {
    const result = script.startsWith('return document') ? 'complete' : script.startsWith('return') ? Math.floor(random.float() * 2000) : null
    return { held, draft: { ...base, kind: 'script', method: 'POST', path: 'execute/sync', request: { script, args: [] }, result, visible: result === null, usual: 11 } }
  }
  return { held, draft: { ...base, kind: 'script', method: 'GET', path: 'title', result: 'Page', usual: 7 } }
}

function drafts (plan: SessionPlan): Draft[] {
  const { seed, jobId, commands: { all }, visits, capabilities = {}, framework } = plan
  if (all <= 0) return []
  const opening: Draft = {
    kind: 'session',
    method: 'POST',
    path: '/session',
    request: { capabilities: { alwaysMatch: capabilities } },
    result: { sessionId: jobId, capabilities: { ...capabilities, 'sauce:framework': framework } },
    visit: null,
    visible: false,
    usual: 2600
  }
  if (all === 1) return [opening]
  const random = stream(seed, 'session-commands', jobId)
  const body = all - 2
  const stops = Math.min(visits.length, body)
  const list: Draft[] = [opening]
  // What is not a visit comes after the visits, as evenly as it goes; with none, right after the start.
  const fill = body - stops
  for (let stop = 0; stop < Math.max(1, stops); stop++) {
    if (stops > 0) {
      list.push({ kind: 'url', method: 'POST', path: 'url', request: { url: visits[stop]!.url }, result: null, visit: stop, visible: true, usual: 0 })
    }
    const share = Math.floor(fill * (stop + 1) / Math.max(1, stops)) - Math.floor(fill * stop / Math.max(1, stops))
    let held: string | null = null
    for (let i = 0; i < share; i++) {
      const next: { draft: Draft, held: string | null } = between(random, held)
      list.push(next.draft)
      held = next.held
    }
  }
  list.push({ kind: 'quit', method: 'DELETE', path: `/session/${jobId}`, request: {}, result: null, visit: null, visible: false, usual: 240 })
  return list
}

/** Which commands fail: of those between visits first (the last ones if the test failed), then the others. */
function failingOnes (list: readonly Draft[], { seed, jobId, outcome, commands }: SessionPlan): Set<number> {
  const random = stream(seed, 'session-failures', jobId)
  const late = outcome === 'failed' || outcome === 'error'
  // A find whose element is used later went well; it fails only if nothing else is left.
  const used = (draft: Draft): boolean => {
    const id = (draft.result as Record<string, string> | null)?.[elementKey]
    return id !== undefined && list.some(({ path }) => path.startsWith(`element/${id}/`))
  }
  const likely: Readonly<Record<Kind, number>> = { element: 0, script: 1, click: 1, url: 3, quit: 4, session: 5 }
  const ranked = list.map((draft, index) => ({ index, rank: used(draft) ? 2 : likely[draft.kind], draw: late ? -index : random.float() }))
    .sort((a, b) => (late ? Number(a.rank > 2) - Number(b.rank > 2) : a.rank - b.rank) || a.draw - b.draw)
  return new Set(ranked.slice(0, Math.max(0, commands.errors)).map(({ index }) => index))
}

export function scriptCommands (plan: SessionPlan): Scripted[] {
  const list = drafts(plan)
  const failing = failingOnes(list, plan)
  const last = Math.max(...failing, -1)
  return list.map(({ kind, ...draft }, index): Scripted => {
    if (!failing.has(index)) return { ...draft, failed: false, httpStatus: 200, statusCode: 0 }
    const { statusCode, error, message } = failures[kind]
    const said = index === last && plan.errorText !== null ? plan.errorText : message
    return { ...draft, result: { error, message: said, stacktrace: '' }, failed: true, httpStatus: 500, statusCode, visible: true }
  })
}
