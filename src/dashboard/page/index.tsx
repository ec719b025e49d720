import { effect } from '@preact/signals'
import { render } from 'preact'
import { readAddress } from './route.js'
import { App } from './shell/app.js'
import { listenToTwin, stopListening } from './wire/live.js'
import { loggedOut, logInByAddress } from './wire/session.js'
import { followWorld, gone, info, leaving } from './wire/world.js'

const root = document.getElementById('root')
if (root !== null) {
  await logInByAddress()
  readAddress()
  followWorld()
  root.replaceChildren()
  render(<App />, root)
  // Whoever has not logged in is told nothing.
  effect(() => {
    const isKnown = info.value !== undefined || gone.value !== undefined
    if (!isKnown || loggedOut.value || leaving.value) stopListening()
    else listenToTwin()
  })
}
