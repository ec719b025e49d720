/** What an object and a member of it take besides what they refer to, as measured in V8 on 64 bits. Bytes. */
const perObject = 32
const perMember = 16
/** A character counts twice: texts are kept with the record and with its JSON. */
const perCharacter = 2

/** What a record takes in memory with all that it refers to, in bytes as estimated. */
export function weightOf (record: object): number {
  const left: object[] = [record]
  let bytes = 0
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    bytes += perObject
    for (const value of Object.values(next)) {
      bytes += perMember
      if (typeof value === 'string') bytes += perCharacter * value.length
      else if (typeof value === 'object' && value !== null) left.push(value)
    }
  }
  return bytes
}
