import type { LiveEvent } from '../../wire/live.js'
import { info } from '../../wire/world.js'

const collections = ['apps', 'appVersions', 'preReleaseVersions', 'appBuilds']

/** What moves the numbers of this world's apps: time, another state, and what is declared. */
export const changedBy = ({ type, world, ...event }: LiveEvent): boolean => world === info.value?.world && (
  ['clock', 'restored', 'world'].includes(type) ||
  (type === 'change' && collections.includes(String(event['collection'])))
)
