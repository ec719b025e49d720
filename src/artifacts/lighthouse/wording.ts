/** How Lighthouse writes numbers in English: whole ms and KiB, seconds to a tenth, and counts of things. */

const space = '\u00a0'

/** Digits in threes, as English has it. Intl, which says the same, is slow to make its first formats. */
const inThrees = (digits: string): string => digits.replace(/\B(?=(?:\d{3})+(?!\d))/g, ',')

/** To a whole number. */
export const whole = (value: number): string => inThrees(String(Math.round(value)))

/** To so many ms, ten unless another grain is given. */
export const milliseconds = (ms: number, grain = 10): string => `${whole(Math.round(ms / grain) * grain)}${space}ms`
export const seconds = (ms: number): string =>
  `${inThrees((Math.round(ms / 100) / 10).toFixed(1))}${space}s`
export const kibibytes = (bytes: number): string => `${whole(bytes / 1024)}${space}KiB`
export const count = (number: number, one: string, many: string): string =>
  `${inThrees(String(number))} ${number === 1 ? one : many}`

export const savesTime = (ms: number): string => `Potential savings of ${milliseconds(ms)}`
export const savesBytes = (bytes: number): string => `Potential savings of ${kibibytes(bytes)}`
