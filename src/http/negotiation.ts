/** What a client says it takes: `Accept` and `Accept-Encoding`, read as RFC 9110 (12.4.2, 12.5.1, 12.5.3) has it. */

/** One element of such a header: `text/*;level=1;q=0.3`. */
export interface Choice {
  /** As written: a media range or a coding. */
  readonly name: string
  /** Its parameters as written, without the weight. */
  readonly parameters: readonly string[]
  /** The text of its weight, undefined if it has none. */
  readonly weight: string | undefined
}

const isWeight = (parameter: string): boolean => /^q=/i.test(parameter)

/** The elements of a header, in its order. */
export const choicesOf = (header: string): Choice[] => header.split(',').map((element) => {
  const [name = '', ...parameters] = element.split(';').map((part) => part.trim())
  return {
    name,
    parameters: parameters.filter((parameter) => parameter !== '' && !isWeight(parameter)),
    weight: parameters.find(isWeight)?.slice('q='.length)
  }
})

/** A weight of 0 means: not this one. One that is no number between 0 and 1 counts as if it were left out. */
const isZero = (weight: string | undefined): boolean => weight !== undefined && /^0(?:\.0*)?$/.test(weight)

/** Whether the header lets through what goes by these names, the most specific first: the first that it has decides. */
function takes (header: string, names: readonly string[]): boolean {
  const choices = choicesOf(header.toLowerCase())
  for (const name of names) {
    const choice = choices.find((candidate) => candidate.name === name)
    if (choice !== undefined) return !isZero(choice.weight)
  }
  return false
}

/** Whether an `Accept` header lets this media type (lower case, bare) through; without a header anything goes. */
export function acceptsType (accept: string | undefined, type: string): boolean {
  if (accept === undefined || accept.trim() === '') return true
  const family = type.slice(0, type.indexOf('/'))
  return takes(accept, [type, `${family}/*`, '*/*'])
}

/** Whether an `Accept-Encoding` header asks for this coding; without a header the bytes go out as they are. */
export const acceptsCoding = (acceptEncoding: string | undefined, coding: string): boolean =>
  acceptEncoding !== undefined && takes(acceptEncoding, [coding, '*'])
