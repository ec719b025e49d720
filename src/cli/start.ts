import { startTwin } from '../start.js'
import { banner, readyLine, warningLines } from './banner.js'
import { compileLater } from './optimizer.js'
import type { CommandRun } from './terminal.js'

/** Starts a twin, says where it is, and serves until a signal comes. */
export const start: CommandRun = async ({ options, json }, { node, pid, colour, out, err, onSignal }) => {
  compileLater(node)
  const { twin, app, url } = await startTwin({ port: 4010, ...options })
  const stopped = new Promise<number>((resolve, reject) => {
    let stopping = false
    onSignal(() => {
      if (stopping) return
      stopping = true
      app.close().then(() => { resolve(0) }, reject)
    })
  })
  if (!json) err(warningLines(twin))
  out(json ? `${readyLine(twin, { url, pid })}\n` : banner(twin, { url, colour }))
  return await stopped
}
