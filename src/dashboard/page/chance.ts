/** What nobody else has, to be part of a name: ten digits and letters. */
export function uniqueWord (): string {
  const bytes = crypto.getRandomValues(new Uint8Array(5))
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
