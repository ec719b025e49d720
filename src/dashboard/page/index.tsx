import { render } from 'preact'
import { App } from './shell/app.js'
import { listenToTwin } from './wire/live.js'
import { logInByAddress } from './wire/session.js'
import { followWorld } from './wire/world.js'

const root = document.getElementById('root')
if (root !== null) {
  await logInByAddress()
  followWorld()
  root.replaceChildren()
  render(<App />, root)
  listenToTwin()
}
