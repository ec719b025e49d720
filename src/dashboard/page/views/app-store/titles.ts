const titles: Readonly<Record<string, string>> = {
  'BATTERY.onScreen': 'Battery usage on screen',
  'BATTERY.background': 'Battery usage in the background',
  'TERMINATION.onScreen': 'Terminations on screen',
  'TERMINATION.background': 'Terminations in the background',
  'STORAGE.documentsAndData': 'Documents and data'
}

/** `LAUNCH.launchTime` is `Launch time`. */
export function metricTitle (key: string): string {
  const known = titles[key]
  if (known !== undefined) return known
  const words = key.slice(key.indexOf('.') + 1).replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
