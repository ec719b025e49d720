import { signal } from '@preact/signals'
import { controlOf } from './roots.js'

/** The twin wants its control token. */
export const loggedOut = signal(false)

/** Trades the token for a cookie. @returns whether it was the right one */
export async function logIn (token: string): Promise<boolean> {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ token })
  const response = await fetch(new URL('session', controlOf('default')), { method: 'POST', headers, body })
  if (response.ok) loggedOut.value = false
  return response.ok
}

export async function logOut (): Promise<void> {
  const response = await fetch(new URL('session', controlOf('default')), { method: 'DELETE' })
  if (!response.ok) throw new Error(`the session goes on: ${response.status} ${response.statusText}`)
  loggedOut.value = true
}

/** Takes the token out of the address, where the banner's link has it: it is neither shown nor kept in the history. */
export async function logInByAddress (): Promise<void> {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  if (token === null) return
  history.replaceState(null, '', location.pathname + location.search)
  await logIn(token)
}
