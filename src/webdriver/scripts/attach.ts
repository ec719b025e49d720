/**
 * The scripts of a session, made when the first is sent, or when a page has one of its own: until then this costs
 * nothing.
 */
import type { BrowserState } from '../../browser/browser-state.js'
import type { BrowserScripts, ScriptRequest } from './browser-scripts.js'
import { knownScript } from './known/known-scripts.js'
import type { ScriptSettings } from './page-scripts.js'

export type { ScriptRequest, ScriptSettings }

export interface SessionScripts {
  /**
   * Runs a client's script and answers with what it returned, as W3C's JSON. @throws DriverError: `javascript error`,
   * `script timeout`, or what its arguments are wrong with
   */
  readonly execute: (request: ScriptRequest) => Promise<unknown>
  /** When the session is over, however it ended. */
  readonly close: () => void
}

/** Gives a browser its script engine. */
export function attachScripts (state: BrowserState, settings: ScriptSettings): SessionScripts {
  let scripts: BrowserScripts | undefined
  let isOver = false
  const made = async (): Promise<BrowserScripts> => {
    const { BrowserScripts: Made } = await import('./browser-scripts.js')
    scripts ??= new Made(state, settings)
    if (isOver) scripts.close()
    return scripts
  }
  state.runScript = async (source) => await (await made()).run(source)
  state.tell = async (context, target, event) => scripts === undefined || await scripts.tell(context, target, event)
  return {
    execute: async (request) => {
      const known = knownScript(request.script)
      return known === undefined ? await (await made()).execute(request) : known(state, request.args, settings)
    },
    close: () => {
      isOver = true
      scripts?.close()
      scripts = undefined
    }
  }
}
