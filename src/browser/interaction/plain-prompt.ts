/** Handlers that do nothing but ask: `alert('Saved')`, `return confirm("Sure?")`. */
import type { BrowserState } from '../browser-state.js'
import type { Answer, PromptKind } from '../prompts.js'

const text = '\'(?:[^\'\\\\\\n]|\\\\.)*\'|"(?:[^"\\\\\\n]|\\\\.)*"'
const call = '^\\s*(return\\s+)?(?:window\\.|self\\.)?(alert|confirm|prompt)'
const asking = new RegExp(`${call}\\(\\s*(${text})?\\s*(?:,\\s*(${text}))?\\s*\\);?\\s*$`)

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' }

/** What a literal in quotes says. */
const unquoted = (literal = '""'): string =>
  literal.slice(1, -1).replace(/\\(.)/gs, (_, sign: string) => escapes[sign] ?? sign)

/** Opens the dialogue of such a handler. Undefined for any other handler. */
export function plainPrompt (state: BrowserState, handler: string): true | undefined {
  const [whole, returns, kind, message, usual] = asking.exec(handler) ?? []
  if (whole === undefined) return undefined
  state.openPrompt({
    kind: kind as PromptKind,
    message: unquoted(message),
    text: unquoted(usual),
    answered: () => {},
    prevents: (answer) => returns !== undefined && kind === 'confirm' && answer === null
  })
  return true
}

/** What follows, at once or when the dialogue that is open has been answered. */
export async function afterPrompt (state: BrowserState, then: () => void | Promise<void>): Promise<void> {
  const { prompt } = state
  if (prompt === undefined) return await then()
  const answered = async (answer: Answer): Promise<void> => {
    await prompt.answered(answer)
    if (prompt.prevents?.(answer) !== true) await afterPrompt(state, then)
  }
  state.prompt = { ...prompt, answered }
}
