import { Type, type Static } from '../../kernel/schema.js'

const Names = Type.Nullable(Type.Array(Type.String({ maxLength: 1000 }), { maxItems: 1000 }))

/** What a client says of a tunnel that it starts, as Sauce Connect 4 does; what else it says is kept, too. */
export const StartTunnel = Type.Object({
  tunnel_identifier: Type.Optional(Type.Nullable(Type.String({
    maxLength: 255, description: 'Its name, by which jobs ask for it.'
  }))),
  shared_tunnel: Type.Optional(Type.Boolean({ description: 'Whether the team may use it.' })),
  domain_names: Type.Optional(Names),
  direct_domains: Type.Optional(Names),
  no_ssl_bump_domains: Type.Optional(Names),
  fast_fail_regexps: Type.Optional(Names),
  metadata: Type.Optional(Type.Nullable(Type.Record(Type.Unknown(), { description: 'About the client.' }))),
  extra_info: Type.Optional(Type.Nullable(Type.String({ maxLength: 64 * 1024 }))),
  vm_version: Type.Optional(Type.Nullable(Type.String({ maxLength: 255 }))),
  no_proxy_caching: Type.Optional(Type.Boolean()),
  use_caching_proxy: Type.Optional(Type.Nullable(Type.Boolean())),
  use_kgp: Type.Optional(Type.Boolean()),
  ssh_port: Type.Optional(Type.Nullable(Type.Integer({ minimum: 0, maximum: 65535 })))
})
export type StartTunnel = Static<typeof StartTunnel>

const Time = Type.Nullable(Type.Integer({ description: 'Unix time in seconds.' }))

/** A tunnel, in the order of the documented sample. */
export const TunnelInfo = Type.Object({
  owner: Type.String(),
  team_ids: Type.Array(Type.String()),
  creation_time: Type.Integer({ description: 'Unix time in seconds.' }),
  domain_names: Names,
  id: Type.String(),
  extra_info: Type.Nullable(Type.String()),
  direct_domains: Names,
  vm_version: Type.String(),
  no_ssl_bump_domains: Names,
  shared_tunnel: Type.Boolean(),
  metadata: Type.Record(Type.Unknown()),
  status: Type.Enum(['new', 'booting', 'running', 'halting', 'terminated']),
  is_ready: Type.Boolean(),
  shutdown_reason: Type.Nullable(Type.String()),
  shutdown_time: Time,
  user_shutdown: Type.Nullable(Type.Boolean()),
  host: Type.Nullable(Type.String()),
  ip_address: Type.Nullable(Type.String()),
  last_connected: Time,
  launch_time: Time,
  tunnel_identifier: Type.Nullable(Type.String()),
  ssh_port: Type.Integer(),
  use_kgp: Type.Boolean(),
  use_caching_proxy: Type.Nullable(Type.Boolean()),
  no_proxy_caching: Type.Boolean()
}, { $id: 'Tunnel' })
export type TunnelInfo = Static<typeof TunnelInfo>
