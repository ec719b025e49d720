/** Reads the causes of releases: what they say, and what pages and apps feel of it. */
import { Invalid } from '../../kernel/errors.js'
import type { FieldCause } from '../../field/causes.js'
import type { Cause, CauseSetting } from '../../lab/page/release.schema.js'
import { causeWords, type CauseWord } from './cause-words.js'
import { nearest } from '../../kernel/nearest.js'

/** What pages, and what apps feel of a cause. */
interface Felt { readonly page: readonly Cause[], readonly app: readonly FieldCause[] }

/** A subject, then a factor, or a sign and a percentage, or the words that take everything back. */
const amounts = /^(.+?)\s*(?:[×x*]\s*(\d+(?:\.\d+)?)|([+−-])\s*(\d+(?:\.\d+)?)\s*%|\s(?:fixed|back to normal))$/u

/** What a cause may multiply by at most, as in `CauseSchema`. */
const largestFactor = 100

/**
 * Reads a cause in words: a subject of the vocabulary (`images`, `server latency`, `cold launch` …) and `+22 %`,
 * `-10 %`, `×1.8`, or `fixed` (`back to normal`), which takes back all earlier changes to it.
 * @throws Invalid for what nobody understands, naming the nearest that somebody does
 */
export function readCause (text: string): Felt {
  const [, subject, times, sign, percent] = amounts.exec(text.trim()) ?? []
  if (subject === undefined) throw unreadable(text, 'it says a subject and then "+40 %", "-10 %", "×1.8" or "fixed"')
  const said = subject.toLowerCase().replace(/\s+/g, ' ')
  const word = causeWords.get(said)
  if (word === undefined) {
    const offered = causeWords.get(nearest(said, causeWords.keys()))?.name
    throw unreadable(text, `nothing is called "${subject}"; the nearest is "${offered ?? ''}"`)
  }
  if (sign !== '+' && Number(percent) > 100) throw unreadable(text, 'nothing shrinks by more than 100 %')
  const factor = factorOf(times, sign, percent)
  if (factor !== null && factor > largestFactor) throw unreadable(text, `nothing grows more than ×${largestFactor}`)
  return feltOf(word, factor)
}

const unreadable = (text: string, why: string): Invalid => new Invalid(`cannot read the cause "${text}": ${why}`)

function factorOf (times: string | undefined, sign: string | undefined, percent: string | undefined): number | null {
  if (times !== undefined) return Number(times)
  if (percent === undefined) return null
  const part = Number(percent) / 100
  return sign === '+' ? 1 + part : 1 - part
}

/** Reads an amount alone: `+80 %`, `-10 %`, `×1.8`. @throws Invalid */
export function readFactor (text: string): number {
  const [, subject, times, sign, percent] = amounts.exec(`it ${text.trim()}`) ?? []
  const factor = subject === 'it' ? factorOf(times, sign, percent) : null
  if (factor === null || factor === 0) throw new Invalid(`"${text}" is no change: say "+80 %", "-10 %" or "×1.8"`)
  if (factor > largestFactor) throw new Invalid(`"${text}": nothing grows more than ×${largestFactor}`)
  return factor
}

/** What both feel carries the word's name, so that it is taken back apart from what is their own. */
function feltOf ({ name, page, app }: CauseWord, factor: number | null): Felt {
  const metrics = Object.entries(app)
  const by = page.length > 0 && metrics.length > 0 ? { by: name } : {}
  return {
    page: page.map(({ share = 1, ...change }) => ({ ...change, factor: ofShare(factor, share), ...by })),
    // No metric of an app is ever nothing.
    app: metrics.map(([metric, share]) =>
      ({ metric, factor: factor === null ? null : Math.max(0.01, partly(factor, share)), ...by }))
  }
}

const ofShare = (factor: number | null, share: number): number | null =>
  factor === null ? null : partly(factor, share)

/** By what a whole changes when a share of it does; whole percents stay what they are. */
const partly = (factor: number, share: number): number => share === 1 ? factor : 1 + share * (factor - 1)

/** What pages feel of causes in words or in full. */
export const pageCauses = (settings: readonly CauseSetting[]): Cause[] =>
  settings.flatMap((setting) => typeof setting === 'string' ? readCause(setting).page : setting)

/** What apps feel of causes in words; those in full are about pages. */
export const appCauses = (settings: readonly CauseSetting[]): FieldCause[] =>
  settings.flatMap((setting) => typeof setting === 'string' ? readCause(setting).app : [])
