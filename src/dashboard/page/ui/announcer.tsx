import { signal } from '@preact/signals'
import type { JSX } from 'preact'

const said = signal('')

/** Tells those who do not see the page what happened. */
export const announce = (text: string): void => { said.value = text }

export const Announcer = (): JSX.Element =>
  <div class='visually-hidden' role='status' aria-live='polite'>{said.value}</div>
