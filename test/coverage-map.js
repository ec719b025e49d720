// Coverage counts the sources, not the copies in dist/ that spawned servers run.
import { readdirSync } from 'node:fs'

const sources = readdirSync(new URL('../src', import.meta.url), { recursive: true })
  .map((file) => `src/${String(file)}`)
  .filter((file) => file.endsWith('.ts'))

export default () => sources
