/** What a client does between two visits: it finds elements, uses them, and runs scripts. */
import type { Random } from '../../kernel/random.js'
import type { Steps } from '../../kernel/turns.js'
import type { CommandDraft } from './command-draft.js'
import type { SessionWords } from './plan.js'

const elementKey = 'element-6066-11e4-a52e-4f735466cecf'

const searchField = 'form input[name="q"]'
const selectors = [
  '#login', '.inventory_item button', '[data-test="checkout"]', 'h1.title', searchField, 'a.next',
  '.cart-link', '#menu'
]
const scripts = [
  'return document.readyState', 'return window.scrollY', 'window.scrollTo(0, document.body.scrollHeight)',
  'return performance.now()'
]

/** What tells a command from one that asks nothing, finds nothing, and changes nothing that can be seen. */
type Own = Pick<CommandDraft, 'kind' | 'method' | 'path' | 'usual'> & Partial<CommandDraft>

const nothing = {}

/** Each field by name: spreading objects costs many times as much, and a session may have thousands of commands. */
function draft (own: Own): CommandDraft {
  const { kind, method, path, usual, request = nothing, result = null, found = null, visible = false } = own
  return { kind, method, path, request, result, found, visit: null, visible, usual }
}

const click = (element: string): CommandDraft =>
  draft({ kind: 'click', method: 'POST', path: `element/${element}/click`, visible: true, usual: 85 })

/** As W3C clients send keys: the text, and its characters for servers of the older protocol. */
function type (element: string, text: string): CommandDraft {
  const path = `element/${element}/value`
  const request = { text, value: [...text] }
  return draft({ kind: 'click', method: 'POST', path, request, visible: true, usual: 120 })
}

const readText = (element: string, result: string): CommandDraft =>
  draft({ kind: 'click', method: 'GET', path: `element/${element}/text`, result, usual: 14 })

const find = (selector: string, element: string): CommandDraft => draft({
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
  return draft({ kind: 'script', method: 'POST', path: 'execute/sync', request, result, visible, usual: 11 })
}

const readTitle = (result: string): CommandDraft =>
  draft({ kind: 'script', method: 'GET', path: 'title', result, usual: 7 })

/** What there is to read on the page. */
interface Readable {
  readonly words: SessionWords
  readonly title?: string | undefined
  /** An error page has a title and runs scripts; there is nothing to find. */
  readonly isErrorPage?: boolean
}

/** An element that was found and is still to be used. */
interface Held { readonly element: string, readonly selector: string }

const use = ({ element, selector }: Held, { searchTerm }: SessionWords): CommandDraft =>
  selector === searchField ? type(element, searchTerm()) : click(element)

/** The next command; `held` is the element found last, if any is still to be used. */
function nextCommand (
  random: Random, held: Held | null, { words, title = 'Page', isErrorPage = false }: Readable
): CommandDraft {
  const draw = random.float()
  const selector = random.pick(selectors)
  const script = random.pick(scripts)
  const element = random.hex(32)
  if (held !== null && draw < 0.45) return use(held, words)
  if (held !== null && draw < 0.6) return readText(held.element, words.text())
  if (held === null && draw < 0.75 && !isErrorPage) return find(selector, element)
  return draw < 0.92 ? execute(script, random) : readTitle(title)
}

/** What the client holds after a command: what it found, and what it held unless that was used. */
function heldAfter ({ kind, method, found, request }: CommandDraft, held: Held | null): Held | null {
  if (found !== null) return { element: found, selector: String(request.value) }
  return kind === 'click' && method === 'POST' ? null : held
}

/** How many commands are made up in a step. */
const piece = 500

/** So many commands between two visits. */
export function * commandsBetween (random: Random, count: number, readable: Readable): Steps<CommandDraft[]> {
  const commands: CommandDraft[] = []
  let held: Held | null = null
  for (let i = 0; i < count; i++) {
    const command = nextCommand(random, held, readable)
    commands.push(command)
    held = heldAfter(command, held)
    if (commands.length % piece === 0) yield
  }
  return commands
}
