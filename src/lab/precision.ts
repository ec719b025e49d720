/** Rounds a time in ms to whole microseconds, the resolution of a Chrome trace. */
export const micro = (ms: number): number => Math.round(ms * 1000) / 1000

/** Rounds half up, as JavaScript and the vendor do. */
export const roundHalfUp = (value: number): number => Math.round(value)
