import { effect } from '@preact/signals'
import { render } from 'preact'
import { readAddress } from './route.js'
import { App } from './shell/app.js'
import { listenToTwin, stopListening } from './wire/live.js'
import { loggedOut, logInByAddress } from './wire/session.js'
import { followWorld, info, leaving } from './wire/world.js'

const root = document.getElementById('root')
if (root !== null) {
  await logInByAddress()
  readAddress()
  followWorld()
  root.replaceChildren()
  render(<App />, root)
  // Whoever has not logged in is told nothing.
  effect(() => {
    if (info.value === undefined || loggedOut.value || leaving.value) stopListening()
    else listenToTwin()
  })
}
