/**
 * What a worker does: it holds realms and lets their scripts run, one turn at a time. It is a thread of its own because
 * not everything that a script can ask of the engine can be interrupted; a thread can be ended.
 */
import { receiveMessageOnPort, workerData } from 'node:worker_threads'
import type { Primitive } from './facade/core.js'
import { Realm } from './realm.js'
import { takeTurn } from './take-turn.js'
import type { Ended, Heard, Said, Turn, WorkerStart } from './turns.js'

const { module, port, signal } = workerData as WorkerStart
const waiting = new Int32Array(signal)
const realms = new Map<number, Realm>()
const toClose: number[] = []

const say = (heard: Heard): void => { port.postMessage(heard) }

/** Asks the host and stands still until it has answered. */
function askHost (operation: string, given: Primitive[]): Primitive {
  say({ operation, given })
  Atomics.wait(waiting, 0, 0)
  Atomics.store(waiting, 0, 0)
  const said = nextAnswer()
  if (said !== undefined && 'value' in said) return said.value
  // An Error would bring the stack of this process into the page.
  const refused = said !== undefined && 'refused' in said ? said.refused : 'Error: no answer'
  throw `host:${refused}` // eslint-disable-line no-throw-literal
}

/** What the host answers; what else it says meanwhile is done after the turn. */
function nextAnswer (): Said | undefined {
  for (;;) {
    const said = receiveMessageOnPort(port)?.message as Said | undefined
    if (said === undefined || !('close' in said)) return said
    toClose.push(said.close)
  }
}

async function realmOf (turn: Turn): Promise<Realm> {
  const known = realms.get(turn.realm)
  if (known !== undefined) {
    known.begin(turn)
    return known
  }
  const made = new Realm(askHost)
  await made.open(module, turn.seed)
  made.begin(turn)
  made.start()
  realms.set(turn.realm, made)
  return made
}

function close (realm: number): void {
  realms.get(realm)?.close()
  realms.delete(realm)
}

/** A realm that the engine gave up on is not touched again: even its own end could fail. */
async function take (turn: Turn): Promise<Ended> {
  const ended = takeTurn(await realmOf(turn), turn.what)
  if (ended.ended === 'lost') realms.delete(turn.realm)
  for (const realm of toClose.splice(0)) close(realm)
  return ended
}

port.on('message', (said: Said) => {
  if ('close' in said) close(said.close)
  else if ('realm' in said) {
    take(said).then(say, (error: unknown) => {
      realms.delete(said.realm)
      say({ ended: 'lost', message: error instanceof Error ? error.message : String(error) })
    })
  }
})
