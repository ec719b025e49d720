import { isElement } from '../../document/nodes.js'
import { DriverError } from '../../browser/errors.js'
import { send, targetOf } from '../../browser/interaction/forms.js'
import { go, refresh, travel as along, windowOf } from '../../browser/navigation.js'
import type { Journey, Page } from './host/page.js'

/**
 * Goes where a script wants to; a page that cannot be loaded is shown as the browser's own, and the script hears
 * nothing.
 */
export async function travel (page: Page, journey: Journey): Promise<void> {
  try {
    await gone(page, journey)
  } catch (error) {
    if (!(error instanceof DriverError)) throw error
  }
}

async function gone (page: Page, journey: Journey): Promise<void> {
  const { state, context, nodes } = page
  if (journey.kind === 'reload') return await refresh(state)
  if (journey.kind === 'travel') return await along(state, journey.by)
  if (journey.kind === 'submit') {
    const submitter = nodes.optional(journey.submitter)
    return await send(state, context, nodes.element(journey.form), isElement(submitter) ? submitter : undefined)
  }
  const { to, replaces, target } = journey
  const place = targetOf(state, context, target ?? '')
  const window = windowOf(state, place)
  const before = window.entry
  await go(state, place, to, { reason: target === null ? 'script' : 'link' })
  if (!replaces || before === undefined || window.entry === before) return
  const at = window.history.indexOf(before)
  if (at < 0) return
  window.history.splice(at, 1)
  window.place = Math.max(0, window.place - 1)
}
