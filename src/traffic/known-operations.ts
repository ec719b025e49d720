import { Invalid } from '../kernel/errors.js'
import { nearest } from '../kernel/nearest.js'
import { checkFirstLine } from './match-checks.js'
import { answersTo, type Operation, type OperationTraits, type Vendor } from './operation.js'

/** An operation as its route declares it: its id, and the parameters that its query may have. */
export interface DeclaredOperation { readonly id: string, readonly parameters: readonly string[] }

/** What a vendor knows of an operation. */
export type TraitsOf = (vendor: Vendor, operation: DeclaredOperation) => OperationTraits

/** What is asked of an operation. */
interface Asked {
  readonly vendor?: string
  readonly operation?: string
  readonly page?: number
  readonly method?: string
  readonly path?: string
}

/** What no route takes. */
const unrouted: Readonly<Record<Vendor, Operation>> = {
  sauce: { vendor: 'sauce', name: null, names: undefined, pageOf: undefined },
  'app-store-connect': { vendor: 'app-store-connect', name: null, names: undefined, pageOf: undefined },
  webdriver: { vendor: 'webdriver', name: null, names: undefined, pageOf: undefined },
  control: { vendor: 'control', name: null, names: undefined, pageOf: undefined }
}

/** No name is longer than this; what is longer is cut in sentences. */
const longestName = 100

/** The operations of a twin: one object for each, whatever the number of its routes, for requests are counted by it. */
export class KnownOperations {
  readonly #known = new Map<string, Operation>()

  constructor (private readonly traitsOf: TraitsOf = () => ({})) {}

  /** The operation of a route; without an id the one that nothing answers. */
  of (vendor: Vendor, declared: DeclaredOperation | undefined): Operation {
    if (declared === undefined) return unrouted[vendor]
    const key = `${vendor} ${declared.id}`
    let operation = this.#known.get(key)
    if (operation === undefined) {
      const { names, pageOf } = this.traitsOf(vendor, declared)
      // All of one shape: every request looks at one.
      operation = { vendor, name: declared.id, names, pageOf }
      this.#known.set(key, operation)
    }
    return operation
  }

  /**
   * Refuses what can match nothing: an operation that there is not, or not of this vendor, pages of what has none,
   * methods and paths that no request has.
   * `place` names what is looked at in sentences. @throws Invalid
   */
  check (asked: Asked, place = 'match'): void {
    checkFirstLine(asked, place)
    const { vendor, operation: wanted, page } = asked
    if (wanted === undefined) return
    const meant = this.#vendors().filter((operation) => answersTo(operation, wanted))
    if (meant.length === 0) throw new Invalid(`${place}.operation: ${this.#unknown(wanted, vendor)}`, 'operation')
    const [{ vendor: owner } = { vendor }] = meant
    if (vendor !== undefined && meant.every((operation) => operation.vendor !== vendor)) {
      throw new Invalid(`${place}.operation: "${wanted}" is an operation of ${owner}, not of ${vendor}`, 'operation')
    }
    if (page === undefined || meant.some(({ pageOf }) => pageOf !== undefined)) return
    throw new Invalid(`${place}.page: "${wanted}" does not come in pages`, 'page')
  }

  #unknown (wanted: string, vendor: string | undefined): string {
    const said = wanted.slice(0, longestName)
    const candidates = this.#vendors().filter((operation) => vendor === undefined || operation.vendor === vendor)
    const names = candidates.flatMap(({ name, names = [] }) => name === null ? names : [name, ...names])
    return `there is no operation "${said}"; the nearest is "${nearest(said, names)}"`
  }

  /** The control plane's own are never recorded, nor struck. */
  #vendors (): Operation[] {
    return [...this.#known.values()].filter(({ vendor }) => vendor !== 'control')
  }
}
