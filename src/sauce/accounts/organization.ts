import { hexId } from '../../kernel/ids.js'
import type { World } from '../../worlds/world.js'

/** The world's one organisation: its id (32 hexadecimal digits), which follows from the seed unless it is declared. */
export const organizationId = (world: World): string =>
  world.file.sauce?.organizationId ?? hexId(world.seed, 'organization')

export const organizationName = (world: World): string => world.file.sauce?.organization ?? 'Example Organization'
