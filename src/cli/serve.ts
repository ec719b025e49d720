import { startTwin } from '../start.js'
import { banner, readyLine, warningLines } from './banner.js'
import type { About, Door } from './door.js'
import { exitCodes } from './exit-codes.js'
import { compileLater } from './optimizer.js'
import type { Invocation, Terminal } from './terminal.js'

/**
 * Starts a twin, says where it is, and serves until it is `asked` to stop. Asked before it answers, it returns at once:
 * nobody has been promised anything yet, and what is under way ends with the process.
 */
export async function serve (
  { options, json }: Invocation, terminal: Terminal, asked: Promise<undefined>
): Promise<number> {
  const { env, node, pid, colour, out, err } = terminal
  compileLater(node)
  const tell = (sentence: string): void => { err(`perftwin: ${sentence}\n`) }
  const started = await Promise.race([startTwin({ port: 4010, ...options }, { tell }), asked])
  if (started === undefined) return exitCodes.done
  const { twin, app, url, port, tlsPort } = started
  let door: Door | undefined
  try {
    door = await doorFor({ url, port, pid }, env)
    const warned = warningLines(twin, env)
    const said = json ? `${readyLine(twin, { url, tlsPort, pid, env })}\n` : banner(twin, { url, tlsPort, colour })
    if (!json) err(warned)
    out(said)
    terminal.ready({ url, port, pid, said, warned })
    await (door === undefined ? asked : Promise.race([asked, door.asked]))
  } finally {
    await app.close()
    await door?.close()
  }
  return exitCodes.done
}

/** A twin that was left running has a door at which `stop` knocks. */
async function doorFor (about: About, env: Terminal['env']): Promise<Door | undefined> {
  const folder = env.PERFTWIN_DETACHED ?? ''
  return folder === '' ? undefined : await (await import('./door.js')).openDoor(folder, about)
}
