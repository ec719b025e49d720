import type { BrowserState } from '../browser-state.js'
import { DriverError } from '../errors.js'
import { noAlert, type Prompt } from '../prompts.js'
import { textIn, type Perform } from './command.js'

function open ({ prompt }: BrowserState): Prompt {
  if (prompt === undefined) throw noAlert()
  return prompt
}

const answer = (accept: boolean): Perform => async (state) => {
  open(state)
  await state.answerPrompt(accept)
  return null
}

export const promptCommands = {
  dismissAlert: answer(false),
  acceptAlert: answer(true),
  getAlertText: (state) => open(state).message,
  sendAlertText: (state, parameters) => {
    const text = textIn(parameters, 'text')
    const prompt = open(state)
    if (prompt.kind === 'prompt') {
      prompt.text = text
      return null
    }
    if (prompt.kind === 'beforeunload') throw new DriverError('unsupported operation', 'unsupported operation')
    throw new DriverError('element not interactable', 'element not interactable: the dialogue has no field')
  }
} satisfies Record<string, Perform>
