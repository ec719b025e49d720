/** A JSON object of which nothing is known yet. */
export type JsonObject = Readonly<Record<string, unknown>>

/** Whether a value is an object of JSON: no list, no null. */
export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Whether a value is a number of JSON, which has no Infinity and no NaN. */
export const isNumber = (value: unknown): value is number => Number.isFinite(value)
