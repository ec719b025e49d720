import { startTwin } from '../start.js'
import { banner, readyLine, warningLines } from './banner.js'
import type { About, Door } from './door.js'
import { compileLater } from './optimizer.js'
import type { CommandRun, Invocation, Terminal } from './terminal.js'

/** Starts a twin, says where it is, and serves until a signal comes; or leaves it to a process of its own. */
export const start: CommandRun = async (invocation, terminal) => {
  if (invocation.own.detach === true) return await (await import('./detach.js')).detach(invocation, terminal)
  return await serve(invocation, terminal)
}

async function serve ({ options, json }: Invocation, terminal: Terminal): Promise<number> {
  const { env, node, pid, colour, out, err, onSignal } = terminal
  compileLater(node)
  const { twin, app, url, port } = await startTwin({ port: 4010, ...options })
  const signal = new Promise<void>((resolve) => { onSignal(() => { resolve() }) })
  let door: Door | undefined
  try {
    door = await doorFor({ url, port, pid }, env)
    const warned = warningLines(twin, env)
    const said = json ? `${readyLine(twin, { url, pid, env })}\n` : banner(twin, { url, colour })
    if (!json) err(warned)
    out(said)
    terminal.ready({ url, port, pid, said, warned })
    await (door === undefined ? signal : Promise.race([signal, door.asked]))
  } finally {
    await app.close()
    await door?.close()
  }
  return 0
}

/** A twin that was left running has a door at which `stop` knocks. */
async function doorFor (about: About, env: Terminal['env']): Promise<Door | undefined> {
  const folder = env.PERFTWIN_DETACHED ?? ''
  return folder === '' ? undefined : await (await import('./door.js')).openDoor(folder, about)
}
