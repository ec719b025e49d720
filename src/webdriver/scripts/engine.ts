import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads'
import { after } from '../../kernel/clock.js'
import type { Primitive } from './facade/core.js'
import type { Ended, Heard, Said, Turn } from './turns.js'

/**
 * Answers a page's questions; the page stands still until it has the answer. What it throws reaches the page as
 * `Name: message`.
 */
export type AnswerHost = (operation: string, given: readonly Primitive[]) => Primitive | Promise<Primitive>

/** How long after its time is up a worker that hears no interruption is ended. Ms of the machine's time. */
const grace = 500

/** Told by a refusal of the host, as a page names it. */
export class PageError extends Error {
  constructor (override readonly name: string, message: string) {
    super(message)
  }
}

/** A compiled module of WebAssembly. The language's library says nothing of them without that of browsers. */
type Module = object
const { WebAssembly } = globalThis as unknown as { WebAssembly: { compile (bytes: Uint8Array): Promise<Module> } }

let compiled: Promise<Module> | undefined
/** Once in a process: what a module compiles to is shared by all threads. */
async function engineModule (): Promise<Module> {
  compiled ??= readFile(createRequire(import.meta.url).resolve('quickjs-wasi/quickjs.wasm'))
    .then(async (bytes) => await WebAssembly.compile(bytes))
  return await compiled
}

interface Waiting {
  readonly turn: Turn
  readonly answer: AnswerHost
  readonly done: (ended: Ended) => void
}

/** One worker. It takes one turn at a time, in the order in which they were asked for. */
export class Engine {
  readonly realms = new Set<number>()
  readonly #worker: Worker
  readonly #port: MessagePort
  readonly #signal = new Int32Array(new SharedArrayBuffer(4))
  readonly #queue: Waiting[] = []
  #current: Waiting | undefined
  #stopWatching: () => void = () => {}
  isOver = false

  private constructor (module: Module) {
    const { port1, port2 } = new MessageChannel()
    this.#port = port1
    const workerData = { module, port: port2, signal: this.#signal.buffer }
    this.#worker = new Worker(new URL('./script-worker.js', import.meta.url), {
      workerData,
      transferList: [port2],
      env: {},
      execArgv: [],
      name: 'perftwin scripts',
      resourceLimits: { maxOldGenerationSizeMb: 64, stackSizeMb: 4 }
    })
    this.#worker.unref()
    this.#port.on('message', (heard: Heard) => { this.#hear(heard) })
    this.#port.unref()
    this.#worker.on('error', (error) => { this.#lose(error.message) })
    this.#worker.on('exit', () => { this.#lose('the engine has ended') })
  }

  static async start (): Promise<Engine> {
    return new Engine(await engineModule())
  }

  async ask (turn: Turn, answer: AnswerHost): Promise<Ended> {
    if (this.isOver) return { ended: 'lost', message: 'the engine has ended' }
    this.realms.add(turn.realm)
    return await new Promise((resolve) => {
      this.#queue.push({ turn, answer, done: resolve })
      this.#next()
    })
  }

  /** Forgets a realm. */
  close (realm: number): void {
    this.realms.delete(realm)
    if (!this.isOver) this.#say({ close: realm })
  }

  /** Ends the worker and with it every realm. */
  end (): void {
    this.#lose('the engine has ended')
  }

  #say (said: Said): void {
    this.#port.postMessage(said)
  }

  #next (): void {
    if (this.#current !== undefined) return
    this.#current = this.#queue.shift()
    if (this.#current === undefined) return this.#port.unref()
    this.#port.ref()
    this.#watch()
    this.#say(this.#current.turn)
  }

  #watch (): void {
    this.#stopWatching()
    this.#stopWatching = after((this.#current?.turn.budget ?? 0) + grace, () => { this.#kill() })
  }

  #hear (heard: Heard): void {
    const { turn, answer, done } = this.#current ?? {}
    if (turn === undefined || answer === undefined || done === undefined) return
    if ('operation' in heard) {
      this.#answer(heard.operation, heard.given, answer).catch(() => { this.#kill() })
      return
    }
    this.#stopWatching()
    this.#current = undefined
    if (heard.ended === 'lost') this.realms.delete(turn.realm)
    done(heard)
    this.#next()
  }

  async #answer (operation: string, given: readonly Primitive[], answer: AnswerHost): Promise<void> {
    this.#stopWatching()
    const found = answered(operation, given, answer)
    const said = found instanceof Promise ? await found : found
    if (this.isOver) return
    this.#watch()
    this.#say(said)
    Atomics.store(this.#signal, 0, 1)
    Atomics.notify(this.#signal, 0)
  }

  /** The turn that cannot be interrupted ends, and what else this worker holds goes with it. */
  #kill (): void {
    const { done } = this.#current ?? {}
    this.#current = undefined
    done?.({ ended: 'late', isLost: true })
    this.#lose('the engine was ended because of another page')
  }

  #lose (message: string): void {
    if (this.isOver) return
    this.isOver = true
    this.#stopWatching()
    this.realms.clear()
    this.#port.close()
    for (const each of [this.#current, ...this.#queue.splice(0)]) each?.done({ ended: 'lost', message })
    this.#current = undefined
    this.#worker.terminate().catch(() => {})
  }
}

function answered (operation: string, given: readonly Primitive[], answer: AnswerHost): Said | Promise<Said> {
  try {
    const value = answer(operation, given)
    return value instanceof Promise ? value.then((each) => ({ value: each }), refused) : { value }
  } catch (error) {
    return refused(error)
  }
}

function refused (error: unknown): Said {
  if (error instanceof PageError) return { refused: `${error.name}: ${error.message}` }
  return { refused: `Error: ${error instanceof Error ? error.message : String(error)}` }
}
