/** What a client does between two visits: it finds elements, uses them, and runs scripts. */
import type { Random } from '../../kernel/random.js'
import type { CommandDraft } from './command-draft.js'

const elementKey = 'element-6066-11e4-a52e-4f735466cecf'

const selectors = [
  '#login', '.inventory_item button', '[data-test="checkout"]', 'h1.title', 'form input[name="q"]', 'a.next',
  '.cart-link', '#menu'
]
const scripts = [
  'return document.readyState', 'return window.scrollY', 'window.scrollTo(0, document.body.scrollHeight)',
  'return performance.now()'
]

/** Most commands ask nothing, find nothing, and change nothing that can be seen. */
const quiet = { request: {}, result: null, found: null, visit: null, visible: false } as const

const click = (element: string): CommandDraft =>
  ({ ...quiet, kind: 'click', method: 'POST', path: `element/${element}/click`, visible: true, usual: 85 })

const readText = (element: string): CommandDraft =>
  ({ ...quiet, kind: 'click', method: 'GET', path: `element/${element}/text`, result: 'OK', usual: 14 })

const find = (selector: string, element: string): CommandDraft => ({
  ...quiet,
  kind: 'element',
  method: 'POST',
  path: 'element',
  request: { using: 'css selector', value: selector },
  result: { [elementKey]: element },
  found: element,
  usual: 32
})

/** What a script returns; null for one that does something to the page instead. */
function returned (script: string, random: Random): string | number | null {
  if (script.startsWith('return document')) return 'complete'
  return script.startsWith('return') ? Math.floor(random.float() * 2000) : null
}

function execute (script: string, random: Random): CommandDraft {
  const result = returned(script, random)
  const request = { script, args: [] }
  const visible = result === null
  return { ...quiet, kind: 'script', method: 'POST', path: 'execute/sync', request, result, visible, usual: 11 }
}

const readTitle: CommandDraft = { ...quiet, kind: 'script', method: 'GET', path: 'title', result: 'Page', usual: 7 }

/** The next command; `held` is the element found last, if any is still to be clicked. */
function nextCommand (random: Random, held: string | null): CommandDraft {
  const draw = random.float()
  const selector = random.pick(selectors)
  const script = random.pick(scripts)
  const element = random.hex(32)
  if (held !== null && draw < 0.45) return click(held)
  if (held !== null && draw < 0.6) return readText(held)
  if (held === null && draw < 0.75) return find(selector, element)
  return draw < 0.92 ? execute(script, random) : readTitle
}

/** What the client holds after a command: what it found, and what it held unless that was clicked. */
function heldAfter ({ kind, method, found }: CommandDraft, held: string | null): string | null {
  if (found !== null) return found
  return kind === 'click' && method === 'POST' ? null : held
}

/** So many commands between two visits. */
export function commandsBetween (random: Random, count: number): CommandDraft[] {
  const commands: CommandDraft[] = []
  let held: string | null = null
  for (let i = 0; i < count; i++) {
    const command = nextCommand(random, held)
    commands.push(command)
    held = heldAfter(command, held)
  }
  return commands
}
