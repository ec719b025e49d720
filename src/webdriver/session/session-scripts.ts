/** What of a session's commands is a script, a command of Sauce Labs, or DevTools'. */
import type { Browser } from '../../browser/browser.js'
import { referenceIn } from '../../browser/element-ids.js'
import { DriverError } from '../../browser/errors.js'
import { failAfter, failBefore } from '../../browser/scripted/fail.js'
import type { JsonObject } from '../../kernel/json.js'
import { attachScripts, type SessionScripts } from '../scripts/attach.js'
import { commandMeant } from '../scripts/known/known-scripts.js'
import { loadTimes, noLoadTimes } from '../scripts/load-times.js'
import { sauceEndpoint, sauceScript, type SauceCall } from '../scripts/sauce/call.js'
import type { LiveSession } from './live-session.js'
import { SauceSession } from './sauce-session.js'

/** A line of the browser's console, as `/se/log` answers it. */
interface ConsoleLine {
  readonly level: 'INFO' | 'WARNING' | 'SEVERE' | 'DEBUG'
  readonly message: string
  readonly timestamp: number
}

/** Lines that nobody asked for yet, at most. */
const mostLines = 1000
/** Of one command so many are kept in console.json, each as far as that. */
const mostSaid = 20
const mostCharacters = 1000

const levels: Readonly<Record<string, ConsoleLine['level']>> = { error: 'SEVERE', warning: 'WARNING', debug: 'DEBUG' }

const invalid = (text: string): DriverError => new DriverError('invalid argument', `invalid argument: ${text}`)

export class ScriptsOfSession {
  readonly #session: LiveSession
  readonly #scripts: SessionScripts
  readonly #commands: SauceSession
  #lines: ConsoleLine[] = []

  constructor (session: LiveSession, readonly browser: Browser) {
    this.#session = session
    this.#commands = new SauceSession(session)
    const { time } = session
    const loadedAt = (): number => time.origin + (session.last?.at ?? 0)
    this.#scripts = attachScripts(browser, {
      seed: session.random('scripts').u32(),
      loadTimes: async () => session.last === undefined
        ? noLoadTimes(time.origin)
        : loadTimes(session.last.timeline, loadedAt()),
      loadedAt,
      benchmark: () => {
        const { cpuRate = 1 } = session.setting
        return Math.round(session.random('benchmark').between(780, 940) / Math.max(1, cpuRate))
      },
      said: (level, text) => { this.#say(level, text, time.now()) }
    })
  }

  /** Performs a command, if it is one of these. @throws DriverError */
  async perform (
    name: string, parameters: JsonObject, named: string | undefined
  ): Promise<{ readonly value: unknown } | undefined> {
    if (name === 'executeScript' || name === 'executeAsyncScript') {
      return { value: await this.#execute(parameters, name === 'executeAsyncScript') }
    }
    if (name === 'getLog') return { value: this.#log(parameters) }
    if (name === 'sendCommand') return { value: await this.#devTools(parameters) }
    const call = sauceEndpoint(name, parameters, named)
    return call === undefined ? undefined : { value: await this.#sauce(call) }
  }

  close (): void {
    this.#scripts.close()
  }

  async #execute ({ script, args = [] }: JsonObject, isAsync: boolean): Promise<unknown> {
    if (typeof script !== 'string') throw invalid('script must be a string')
    if (!Array.isArray(args)) throw invalid('args must be a list')
    const call = sauceScript(script, args)
    if (call !== undefined) return await this.#sauce(call)
    const { browser } = this
    await browser.catchUp()
    await browser.handlePrompt()
    const command = commandMeant(script) ?? (isAsync ? 'executeAsyncScript' : 'executeScript')
    failBefore(browser, command, referenceIn(args[0]))
    const answer = await this.#scripts.execute({ script, args, isAsync, timeout: browser.timeouts.script })
    failAfter(browser, command, answer)
    await browser.catchUp()
    return answer
  }

  async #sauce (call: SauceCall): Promise<unknown> {
    const { performSauce } = await import('../scripts/sauce/perform.js')
    const { job } = this.#session
    if (job === undefined) throw new DriverError('invalid session id', 'invalid session id')
    return await performSauce(this.#commands, call, job.platform)
  }

  /** `goog/cdp/execute` and its likes: what `sauce:debug` does, too. */
  async #devTools ({ cmd, params }: JsonObject): Promise<unknown> {
    const { debug, knowsMethod } = await import('../scripts/sauce/debug.js')
    if (typeof cmd !== 'string') throw invalid('missing \'cmd\'')
    if (!knowsMethod(cmd)) {
      throw new DriverError('unknown command', `unknown command: '${cmd.slice(0, 80)}' wasn't found`)
    }
    return debug(this.#commands, { method: cmd, params })
  }

  #log ({ type }: JsonObject): unknown {
    if (type !== 'browser') return []
    const lines = this.#lines
    this.#lines = []
    return lines
  }

  #say (level: string, message: string, timestamp: number): void {
    if (this.#lines.length >= mostLines) this.#lines.shift()
    const { said, time } = this.#session
    if (said.length < mostSaid) said.push({ at: time.position, level, text: message.slice(0, mostCharacters) })
    this.#lines.push({ level: levels[level] ?? 'INFO', message, timestamp })
  }
}
