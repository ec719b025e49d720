import { hrtime } from 'node:process'
import { JSException, type JSValueHandle, QuickJS } from 'quickjs-wasi'
import type { Asked } from './facade/asked.js'
import type { Primitive } from './facade/core.js'
import { facadeSource } from './facade/source.js'
import type { Turn } from './turns.js'

/** What one realm may use. Bytes. */
const memoryLimit = 32 * 1024 * 1024
/** The engine's own guard; deeper than this it would fall off the machine's stack. */
const maxStackSize = 192 * 1024

/** What reading the clock takes of the page's time, ms: a page that waits for the time to pass gets there. */
const perReading = 0.005

export type CallHost = (operation: string, given: Primitive[]) => Primitive
export type Enter = <K extends keyof Asked>(what: K, given: Asked[K]) => unknown

/** Milliseconds of the machine, for measuring. A worker loads nothing else of ours. */
const machineNow = (): number => Number(hrtime.bigint()) / 1e6

/** A turn was longer than it may be. */
export class Interrupted extends Error {}

/** The scripts of one document: an engine with a window in it. */
export class Realm {
  #pageNow = 0
  #deadline = Number.POSITIVE_INFINITY
  #wasInterrupted = false
  #vm: QuickJS | undefined
  #enter: JSValueHandle | undefined
  readonly #host: CallHost

  constructor (host: CallHost) {
    this.#host = host
  }

  async open (module: object, seed: number): Promise<void> {
    // The engine's chance is seeded by the first look at its clock.
    this.#pageNow = seed
    const vm = await QuickJS.create({
      wasm: module,
      memoryLimit,
      maxStackSize,
      timezoneOffset: 0,
      interruptHandler: () => {
        this.#wasInterrupted = machineNow() > this.#deadline
        return this.#wasInterrupted
      },
      wasi: (memory: { readonly buffer: ArrayBuffer }) => ({
        clock_time_get: (_clock: number, _precision: bigint, place: number) => {
          this.#pageNow += perReading
          new DataView(memory.buffer).setBigUint64(place, BigInt(Math.round(this.#pageNow * 1e6)), true)
          return 0
        },
        fd_write: () => 8
      })
    })
    this.#vm = vm
  }

  /** Makes the window; the host is asked about the document meanwhile. */
  start (): void {
    const vm = this.#opened()
    const host = vm.newFunction('host', (operation, ...given) => this.#ask(vm, operation, given))
    const facade = vm.evalCode(`(${facadeSource()})`, 'perftwin')
    this.#enter = vm.callFunction(facade, vm.undefined, host)
    facade.dispose()
    host.dispose()
  }

  get pageNow (): number {
    return this.#pageNow
  }

  /** Sets what a turn has: the page's time, and how long the engine may be busy. */
  begin ({ now, budget }: Turn): void {
    this.#pageNow = Math.max(now, this.#pageNow)
    this.#deadline = machineNow() + budget
    this.#wasInterrupted = false
  }

  /** Lets the page's time pass. */
  pass (ms: number): void {
    if (ms <= 0) return
    const whole = Math.ceil(ms)
    this.#pageNow = Math.max(this.#pageNow + whole, Number(this.#asked('pass', [whole])))
  }

  /** Asks the window. @throws Interrupted, or what the engine died of. */
  enter<K extends keyof Asked> (what: K, given: Asked[K]): unknown {
    const vm = this.#opened()
    if (this.#enter === undefined) throw new Error('the realm was not started')
    if (machineNow() > this.#deadline) throw new Interrupted()
    const [kind, json] = [vm.newString(what), vm.newString(JSON.stringify(given))]
    try {
      const answer = vm.callFunction(this.#enter, vm.undefined, kind, json)
      const text = answer.toString()
      answer.dispose()
      this.#settle(vm)
      return JSON.parse(text)
    } catch (error) {
      if (error instanceof JSException) this.#explain(error)
      throw this.#wasInterrupted ? new Interrupted() : error
    } finally {
      kind.dispose()
      json.dispose()
    }
  }

  close (): void {
    this.#vm?.dispose()
    this.#vm = undefined
  }

  #opened (): QuickJS {
    if (this.#vm === undefined) throw new Error('the realm is closed')
    return this.#vm
  }

  /** Promises go on until none can. */
  #settle (vm: QuickJS): void {
    while (vm.executePendingJobs() > 0) if (machineNow() > this.#deadline) throw new Interrupted()
    if (this.#wasInterrupted) throw new Interrupted()
  }

  #explain (error: JSException): never {
    const { message } = error
    error.dispose()
    if (this.#wasInterrupted) throw new Interrupted()
    throw new Error(message)
  }

  /** What the host says while the page asks; the time that it takes is not the script's. */
  #ask (vm: QuickJS, operation: JSValueHandle | undefined, given: readonly JSValueHandle[]): JSValueHandle {
    // The engine takes a copy of what it is answered, but not at once.
    this.#answered?.dispose()
    const plain = given.map((each) => primitive(vm, each))
    const name = operation?.isString === true ? operation.toString() : ''
    const answer = name === 'elapsed' ? this.elapsed() : this.#asked(name, plain)
    this.#answered = handle(vm, answer)
    return this.#answered
  }

  #answered: JSValueHandle | undefined

  #origin: number | undefined
  /** Milliseconds since the page was loaded. */
  elapsed (): number {
    this.#origin ??= Number(this.#asked('origin', []))
    this.#pageNow += perReading
    return Math.max(0, this.#pageNow - this.#origin)
  }

  #asked (operation: string, given: Primitive[]): Primitive {
    const from = machineNow()
    try {
      return this.#host(operation, given)
    } finally {
      this.#deadline += machineNow() - from
    }
  }
}

function primitive (vm: QuickJS, value: JSValueHandle): Primitive {
  const type = vm.typeof(value)
  if (type === 'string') return value.toString()
  if (type === 'number') return value.toNumber()
  if (type === 'boolean') return value.toBoolean()
  if (value.isNull) return null
  if (value.isUndefined) return undefined
  // An Error would bring the stack of this process into the page.
  throw 'host:TypeError: Only plain values can be passed.' // eslint-disable-line no-throw-literal
}

function handle (vm: QuickJS, value: Primitive): JSValueHandle {
  if (typeof value === 'string') return vm.newString(value)
  if (typeof value === 'number') return vm.newNumber(value)
  if (typeof value === 'boolean') return value ? vm.true : vm.false
  return value === null ? vm.null : vm.undefined
}
