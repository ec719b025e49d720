import { effectWords, type Fault } from '../overview/fault-words.js'

type Match = Fault['match']

const vendors: Readonly<Record<string, string>> = {
  sauce: 'Sauce Labs', 'app-store-connect': 'App Store Connect', webdriver: 'WebDriver'
}

const list = (words: readonly string[]): string => words.filter((word) => word !== '').join(', ')
const of = (word: string, value: unknown): string => value === undefined ? '' : `${word} ${String(value)}`

const pairs = (word: string, values: object | undefined): string => values === undefined
  ? ''
  : `${word} ${Object.entries(values).map(([name, value]) => `${name}=${said(value)}`).join(' ')}`

const said = (value: unknown): string => typeof value === 'string' ? value : JSON.stringify(value)

/** Which requests a rule means: `Sauce Labs, listJobs, query limit=5`. */
export function matchWords ({ vendor, operation, method, path, page, query, headers, fields, body }: Match): string {
  const words = list([
    vendor === undefined ? '' : vendors[vendor] ?? vendor,
    operation ?? '',
    list([[method ?? '', path ?? ''].join(' ').trim()]),
    of('page', page),
    pairs('query', query),
    pairs('header', headers),
    pairs('field', fields),
    body === undefined ? '' : `body ${JSON.stringify(body)}`
  ])
  return words === '' ? 'every request' : words
}

const stepWords = (step: NonNullable<Fault['sequence']>[number]): string => {
  const { pass, ...effect } = step
  return pass === true ? 'pass' : effectWords({ effect })
}

const then: Readonly<Record<string, string>> = { repeat: ', and again', last: ' for ever' }

/** What a rule does: `503, +800 ms`, or each step of a sequence. */
export function doesWords (fault: Pick<Fault, 'effect' | 'sequence' | 'then'>): string {
  if (fault.sequence === undefined) return effectWords(fault)
  return fault.sequence.map(stepWords).join(' → ') + (then[fault.then ?? 'stop'] ?? '')
}

const endings: Readonly<Record<number, string>> = { 1: 'st', 2: 'nd', 3: 'rd' }

/** `2nd`, `11th`, `23rd` */
const nth = (number: number): string =>
  `${number}${Math.floor(number / 10) % 10 === 1 ? 'th' : endings[number % 10] ?? 'th'}`

type Counted = Pick<Fault, 'after' | 'every' | 'share' | 'times'>

/** Which of those that match it strikes: `after 2, every 3rd, 30 % of them, at most 5`. */
export function countWords ({ after, every, share, times }: Counted): string {
  return list([
    after === 0 ? '' : `after ${after}`,
    every === 1 ? '' : `every ${nth(every)}`,
    share === 1 ? '' : `${Math.round(share * 1000) / 10} % of them`,
    times === null ? '' : `at most ${times}`
  ])
}

/** `struck 2 of 4` */
export const struckWords = ({ matched, fired }: Pick<Fault, 'matched' | 'fired'>): string =>
  matched === 0 ? 'no request yet' : `struck ${fired} of ${matched}`

export const isOver = ({ state }: Pick<Fault, 'state'>): boolean => !['waiting', 'in force'].includes(state)
