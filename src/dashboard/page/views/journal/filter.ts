/** What the journal can be asked for, in the order in which it is written. */
export const filterKeys = ['world', 'vendor', 'operation', 'method', 'path', 'page', 'status', 'fault'] as const
export type FilterKey = typeof filterKeys[number]
export type Filter = Readonly<Partial<Record<FilterKey, string>>>

const isKey = (text: string): text is FilterKey => filterKeys.some((key) => key === text)

interface Read {
  readonly filter: Filter
  /** What could not be read, in words; undefined: all could. */
  readonly wrong: string | undefined
}

const tokens = /([^\s="]+)=(?:"([^"]*)"|(\S*))|\S+/g

/** Reads `status=5xx path="/rest/v1/**"`. */
export function readFilter (text: string): Read {
  const filter: Partial<Record<FilterKey, string>> = {}
  for (const [token, key, quoted, plain] of text.matchAll(tokens)) {
    const value = quoted ?? plain ?? ''
    if (key === undefined) return { filter, wrong: `“${token}” is not of the form key=value` }
    if (!isKey(key)) return { filter, wrong: `there is no “${key}”: ask for ${filterKeys.join(', ')}` }
    if (value !== '') filter[key] = value
  }
  return { filter, wrong: undefined }
}

const written = (value: string): string => /\s/.test(value) ? `"${value}"` : value

export const filterText = (filter: Filter): string => filterKeys
  .flatMap((key) => filter[key] === undefined ? [] : [`${key}=${written(filter[key])}`])
  .join(' ')

/** The part of an address that is a filter. */
export const filterIn = (query: Readonly<Record<string, string>>): Filter =>
  Object.fromEntries(filterKeys.flatMap((key) => query[key] === undefined ? [] : [[key, query[key]]]))

/** All keys, so that an address loses those that are not asked for. */
export const addressOf = (filter: Filter): Readonly<Record<FilterKey, string | undefined>> =>
  Object.fromEntries(filterKeys.map((key) => [key, filter[key]])) as Record<FilterKey, string | undefined>

/** The filter that asks for a value too, or, if it did, for any again. */
export function toggled (filter: Filter, key: FilterKey, value: string): Filter {
  const { [key]: before, ...others } = filter
  return before === value ? others : { ...others, [key]: value }
}
