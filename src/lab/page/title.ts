/** Words that say nothing about a page. */
const meaningless = /^(index|html?|php|aspx?|www)$/i

const capitalised = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1)

const words = (text: string): string =>
  text.split(/[^A-Za-z0-9]+/).filter((word) => word !== '' && !meaningless.test(word)).map(capitalised).join(' ')

/** A title for a page that declares none: what its path says, and its site. */
export function titleOf ({ hostname, pathname }: URL): string {
  // A name without dots, like localhost, is its own site.
  const site = words(hostname.split('.').at(-2) ?? hostname)
  const path = words(pathname.replace(/%[0-9A-Fa-f]{2}/g, ' '))
  return path === '' ? site : `${path} | ${site}`
}
