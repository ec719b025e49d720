// What two values differ in, and the worst of all differences.

/** Pictures are encoded anew by the judge. */
const isPicture = (key, value) => key === 'data' && String(value).startsWith('data:image')

/** The number in `1.7 s`; NaN of anything else. */
const amount = (text) => Number(/^([\d.]+)\u00a0(?:ms|s)$/.exec(text)?.[1])

/** By path, list items without their number; numbers by how much, everything else not at all (NaN). */
export function * differences (our, their, path) {
  if (typeof our === 'number' && typeof their === 'number') {
    if (our !== their) yield { path, our, their, off: Math.abs(our - their) }
  } else if (typeof our === 'object' && typeof their === 'object' && our !== null && their !== null) {
    for (const key of new Set([...Object.keys(our), ...Object.keys(their)])) {
      if (isPicture(key, our[key]) && isPicture(key, their[key])) continue
      yield * differences(our[key], their[key], `${path}.${Array.isArray(our) ? '*' : key}`)
    }
  } else if (our !== their) yield { path, our, their, off: Math.abs(amount(our) - amount(their)) }
}

const text = (value) => JSON.stringify(value)?.slice(0, 160)

/** Arithmetic in another order: of numbers that both have, this much is none. */
const rounding = 1e-6

export class Deviations {
  #worst = new Map()
  #allowed

  /** `allowed`: how much numbers may be off, by the end of their path. */
  constructor (allowed) {
    this.#allowed = allowed
  }

  add (load, found) {
    for (const { path, our, their, off } of found) {
      if (off <= rounding) continue
      const known = this.#worst.get(path) ?? { count: 0, off: -1 }
      const worse = known.count === 0 || !(off <= known.off)
      this.#worst.set(path, { ...(worse ? { load, our, their, off } : known), count: known.count + 1 })
    }
  }

  #limitOf (path) {
    return Math.max(0, ...Object.entries(this.#allowed).filter(([end]) => `.${path}`.endsWith(`.${end}`)).map(([, limit]) => limit))
  }

  /** The worst first; whether all are allowed. */
  report () {
    const rows = [...this.#worst].map(([path, row]) => ({ path, ...row, met: row.off <= this.#limitOf(path) }))
    for (const { path, load, our, their, off, count, met } of rows.sort((a, b) => Number(a.met) - Number(b.met) || b.off - a.off)) {
      console.log(`${met ? 'ok  ' : 'MISS'} ${path}: off ${off} (${text(our)} for ${text(their)}) at ${load}, ${count} times in all`)
    }
    const missed = rows.filter(({ met }) => !met).length
    console.log(missed === 0 ? 'everything else is equal' : `${missed} kinds of deviations are not allowed`)
    return missed === 0
  }
}
