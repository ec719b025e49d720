import { readFileSync } from 'node:fs'
import { packageRoot } from './kernel/root.js'

/** The version in package.json. */
export const { version } = JSON.parse(readFileSync(new URL('package.json', packageRoot), 'utf8')) as { version: string }
