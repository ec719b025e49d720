import { second } from '../../kernel/durations.js'
import { Invalid, NotFound } from '../../kernel/errors.js'
import type { Tunnel } from '../../facts/facts.js'
import { statusAt } from '../../facts/job.js'
import type { World } from '../../worlds/world.js'
import { mayActFor, seesUser, userOfPath, type Asking } from '../access.js'
import type { StartTunnel, TunnelInfo } from './tunnels.schema.js'

/** How long a tunnel is new, and how long it takes to open and to close, of the world's time. ms. */
const isNewFor = second
const opensIn = 3 * second
const closesIn = 2 * second

/** A user has at most so many tunnels; of those that are closed the oldest are forgotten first. */
const most = 200

export type TunnelStatus = TunnelInfo['status']

/** What a tunnel is at a moment. */
export function tunnelStatusAt ({ created, ready, stopped, gone }: Tunnel, at: number): TunnelStatus {
  if (gone !== null && at >= gone) return 'terminated'
  if (stopped !== null && at >= stopped) return 'halting'
  if (at >= ready) return 'running'
  return at < created + isNewFor ? 'new' : 'booting'
}

const isOpen = (tunnel: Tunnel, at: number): boolean =>
  at >= tunnel.created && tunnelStatusAt(tunnel, at) !== 'terminated'

const standsStill = ({ clock }: World): boolean => clock.setting.mode === 'frozen'

/**
 * Starts a tunnel. It opens by the world's clock, and at once where that stands still: whoever waits for it would wait
 * for ever. @throws NotFound for a user that the caller may not act for, Invalid for one tunnel too many
 */
export function startTunnel (asking: Asking, username: string, body: StartTunnel): Tunnel {
  const { world, at } = asking
  const owner = userOfPath(asking, username).username
  if (!mayActFor(asking, owner)) throw new NotFound('user', username)
  makeRoom(world, owner, at)
  const { tunnel_identifier: name = null, shared_tunnel: shared = false, ...settings } = body
  return world.facts.tunnels.put({
    id: world.nextId('tunnel'),
    owner,
    name: name === '' ? null : name,
    shared,
    settings,
    created: at,
    ready: standsStill(world) ? at : at + opensIn,
    stopped: null,
    gone: null,
    reason: null
  })
}

function makeRoom ({ facts: { tunnels } }: World, owner: string, at: number): void {
  const known = tunnels.in('owner', owner)
  if (known.length < most) return
  const closed = known.findLast((tunnel) => !isOpen(tunnel, at))
  if (closed === undefined) throw new Invalid(`there are ${most} tunnels of this user already`)
  tunnels.delete(closed.id)
}

/** The tunnels of a user that are not closed, newest first. @throws NotFound */
export function openTunnels (asking: Asking, username: string): Tunnel[] {
  const owner = userOfPath(asking, username).username
  return asking.world.facts.tunnels.in('owner', owner).filter((tunnel) => isOpen(tunnel, asking.at))
}

/** The tunnels that a user may use, by whose they are: their own, and those that their team shares. @throws NotFound */
export function usableTunnels (asking: Asking, username: string): Map<string, Tunnel[]> {
  const user = userOfPath(asking, username)
  const found = new Map<string, Tunnel[]>()
  for (const { username: owner, teamId } of asking.world.facts.users.values()) {
    const isOwn = owner === username
    if (!isOwn && teamId !== user.teamId) continue
    const usable = asking.world.facts.tunnels.in('owner', owner)
      .filter((tunnel) => isOpen(tunnel, asking.at) && (isOwn || tunnel.shared))
    if (usable.length > 0) found.set(owner, usable)
  }
  return found
}

/** The tunnels of a user and of those below, which the caller may look at. @throws NotFound */
export function allTunnels (asking: Asking, usernames: readonly string[]): Tunnel[] {
  return usernames.filter((username) => seesUser(asking, username)).flatMap((username) => openTunnels(asking, username))
}

/** A tunnel of a user, open or closed. @throws NotFound */
export function findTunnel (asking: Asking, username: string, id: string): Tunnel {
  const { username: owner } = userOfPath(asking, username)
  const tunnel = asking.world.facts.tunnels.get(id)
  if (tunnel === undefined || tunnel.owner !== owner || tunnel.created > asking.at) throw new NotFound('tunnel', id)
  return tunnel
}

/** Closes a tunnel; one that is closed stays as it is. @throws NotFound */
export function stopTunnel (asking: Asking, username: string, id: string, reason: string | undefined): Tunnel {
  const { world, at } = asking
  const tunnel = findTunnel(asking, username, id)
  if (!mayActFor(asking, tunnel.owner)) throw new NotFound('tunnel', id)
  if (tunnel.stopped !== null) return tunnel
  const gone = standsStill(world) ? at : at + closesIn
  return world.facts.tunnels.put({ ...tunnel, stopped: at, gone, reason: reason ?? null })
}

/** How many jobs use a tunnel now. */
export function jobsThrough ({ world, at }: Asking, { id, name, owner }: Tunnel): number {
  return world.facts.jobs.in('owner', owner)
    .filter(({ tunnel }) => tunnel !== null && (tunnel === id || tunnel === name))
    .filter((job) => statusAt(job, at) === 'in progress').length
}
