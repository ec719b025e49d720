import { act, ask } from '../wire/ask.js'
import { controlRoot, worldRoot } from '../wire/roots.js'
import { addressOf, type RequestKind } from './address.js'
import type { Subject } from './bind.js'
import { fill, fillAll } from './fill.js'
import type { StoryAction, StoryRequest } from './story.js'

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE'

interface Filled { readonly method: Method, readonly path: string, readonly body: object | undefined }

/** Does what a step says, one thing after the other. @throws Refusal, StoryRefused */
export async function perform (actions: readonly StoryAction[], subject: Subject): Promise<void> {
  for (const action of actions) await performOne(action, subject)
}

async function performOne (action: StoryAction, subject: Subject): Promise<void> {
  const { bindings, owner } = subject
  const filled = (kind: RequestKind, { method, path, body }: StoryRequest): Filled => ({
    method: method as Method,
    path: addressOf(kind, path, bindings, kind === 'control' ? controlRoot : worldRoot).href,
    body: body === undefined ? undefined : fillAll(body, bindings) as object
  })
  if ('advance' in action) await advance(action.advance)
  else if ('clock' in action) {
    const at = fill(action.clock.at, bindings)
    await ask<'setClock'>('PUT', 'clock', { body: { mode: 'frozen', at } })
    if (action.clock.plus !== undefined) await advance(action.clock.plus)
  } else if ('control' in action) {
    const { method, path, body } = filled('control', action.control)
    await ask<'reset'>(method, path, body === undefined ? {} : { body })
  } else if (owner !== undefined) {
    const { method, path, body } = filled('request', action.request)
    await act(owner, method, path, body === undefined ? {} : { body })
  }
}

const advance = async (by: string): Promise<void> => {
  await ask<'advanceClock'>('POST', 'clock/advance', { body: { by } })
}
