/** The domain that a site registered, as Lighthouse 6.3 guesses it: it knows of `.co.uk` and the like. */
const secondLevels: ReadonlySet<string> = new Set([
  'com', 'co', 'gov', 'edu', 'ac', 'org', 'go', 'gob', 'or', 'net', 'in', 'ne', 'nic', 'gouv', 'web', 'spb', 'blog',
  'jus', 'kiev', 'mil', 'wi', 'qc', 'ca', 'bel', 'on'
])

export function rootDomain (url: string): string {
  const labels = new URL(url).hostname.split('.')
  const longEnding = secondLevels.has(labels.at(-2) ?? '')
  return labels.slice(longEnding ? -3 : -2).join('.')
}
