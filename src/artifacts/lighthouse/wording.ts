/** How Lighthouse writes numbers in English: whole ms and KiB, seconds to a tenth, and counts of things. */

const space = '\u00a0'

const whole = (value: number): string => Math.round(value).toLocaleString('en-US')

const oneDecimal = { minimumFractionDigits: 1, maximumFractionDigits: 1 }

/** To so many ms, ten unless another grain is given. */
export const milliseconds = (ms: number, grain = 10): string => `${whole(Math.round(ms / grain) * grain)}${space}ms`
export const seconds = (ms: number): string =>
  `${(Math.round(ms / 100) / 10).toLocaleString('en-US', oneDecimal)}${space}s`
export const kibibytes = (bytes: number): string => `${whole(bytes / 1024)}${space}KiB`
export const count = (number: number, one: string, many: string): string =>
  `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`

export const savesTime = (ms: number): string => `Potential savings of ${milliseconds(ms)}`
export const savesBytes = (bytes: number): string => `Potential savings of ${kibibytes(bytes)}`
