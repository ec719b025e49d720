import { readFileSync } from 'node:fs'
import { packageRoot } from './kernel/root.js'

const manifest: { version: string } = JSON.parse(readFileSync(new URL('package.json', packageRoot), 'utf8'))

/** The version in package.json. */
export const { version } = manifest
