import type { World } from '../../worlds/world.js'

/** Whose a job or a build is, as answers name them. Empty texts for an account that the world does not have. */
export interface Owner {
  readonly id: string
  readonly teamId: string
  readonly teamName: string
  readonly groupId: string
}

export function ownerOf (world: World, username: string): Owner {
  const user = world.facts.users.get(username)
  const team = world.facts.teams.get(user?.teamId ?? '')
  return { id: user?.id ?? '', teamId: team?.id ?? '', teamName: team?.name ?? '', groupId: team?.groupId ?? '' }
}
