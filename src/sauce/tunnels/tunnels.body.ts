import { unixSeconds } from '../../kernel/time.js'
import type { Tunnel } from '../../facts/facts.js'
import type { World } from '../../worlds/world.js'
import { tunnelStatusAt } from './tunnels.js'
import type { StartTunnel, TunnelInfo } from './tunnels.schema.js'

/** A tunnel, in the key order of the documented sample. It has no host: there is none that connects. */
export function tunnelBody (tunnel: Tunnel, at: number, world: World): TunnelInfo {
  const { id, owner, name, shared, created, ready, stopped, reason } = tunnel
  const settings: StartTunnel = tunnel.settings
  const status = tunnelStatusAt(tunnel, at)
  const launched = at >= ready
  const isStopped = stopped !== null && at >= stopped
  const team = world.facts.users.get(owner)?.teamId
  return {
    owner,
    team_ids: team === undefined ? [] : [team],
    creation_time: unixSeconds(created),
    domain_names: settings.domain_names ?? null,
    id,
    extra_info: settings.extra_info ?? null,
    direct_domains: settings.direct_domains ?? null,
    vm_version: settings.vm_version ?? '',
    no_ssl_bump_domains: settings.no_ssl_bump_domains ?? null,
    shared_tunnel: shared,
    metadata: settings.metadata ?? {},
    status,
    is_ready: status === 'running',
    shutdown_reason: reason,
    shutdown_time: isStopped ? unixSeconds(stopped) : null,
    user_shutdown: isStopped ? true : null,
    host: null,
    ip_address: null,
    last_connected: launched ? unixSeconds(isStopped ? stopped : at) : null,
    launch_time: launched ? unixSeconds(ready) : null,
    tunnel_identifier: name,
    ssh_port: settings.ssh_port ?? 443,
    use_kgp: settings.use_kgp ?? true,
    use_caching_proxy: settings.use_caching_proxy ?? null,
    no_proxy_caching: settings.no_proxy_caching ?? false
  }
}
