import type { Authority } from './edge/authority.js'
import { vendorDomains, vendorHost } from './hosts.js'
import { tellOperator } from './http/fault-log.js'
import { isLoopback } from './http/loopback.js'
import { Invalid } from './kernel/errors.js'
import type { TwinOptions } from './options.js'

/** The addresses that stand for all addresses of a machine. */
const allAddresses = new Set(['0.0.0.0', '::', '[::]'])

/** The names by which somebody means to reach the twin. */
export function askedNames ({ host = '127.0.0.1', publicUrl, edgeNames }: TwinOptions): string[] {
  const told = edgeNames === undefined ? [] : edgeNames.split(',').map((name) => name.trim())
  return [
    ...(allAddresses.has(host) ? [] : [host]),
    ...(publicUrl === undefined ? [] : [new URL(publicUrl).hostname]),
    ...told
  ]
}

/** Where the authority of a twin is kept: where it was told, or beside its data file. */
export function authorityFolder ({ ca, data }: TwinOptions): string | undefined {
  return ca ?? (data === undefined ? undefined : `${data}.ca`)
}

/** @throws Invalid for options that contradict each other. */
export function checkAuthorityOptions ({ ca, caCert, caKey }: TwinOptions): void {
  if ((caCert === undefined) !== (caKey === undefined)) {
    throw new Invalid('--ca-cert and --ca-key go together: the certificate of an authority of your own, and its key')
  }
  if (ca !== undefined && caCert !== undefined) {
    throw new Invalid('--ca keeps an authority that is made, and --ca-cert brings one of your own: give one of them')
  }
}

/** Whether somebody said whose certificates they want: they are told at the start if those cannot be had. */
export const isAuthorityAsked = ({ ca, caCert }: TwinOptions): boolean => (ca ?? caCert) !== undefined

/**
 * Opens a twin's authority at first need; nothing of TLS is loaded before. What is to be said of it is said then,
 * unless it is opened at the start, which says it. One that fails is tried again.
 */
export function lazyAuthority (options: TwinOptions): () => Promise<Authority> {
  let opened: Promise<Authority> | undefined
  const openAndTell = async (): Promise<Authority> => {
    const authority = await openAuthorityOf(options)
    if (!isAuthorityAsked(options)) for (const note of authority.notes) tellOperator(`warning: ${note}`)
    return authority
  }
  return async () => {
    opened ??= openAndTell().catch((error: unknown) => {
      opened = undefined
      throw error
    })
    return await opened
  }
}

export async function openAuthorityOf (options: TwinOptions): Promise<Authority> {
  const { openAuthority } = await import('./edge/authority.js')
  const { host = '127.0.0.1', caCert, caKey } = options
  return await openAuthority({
    domains: vendorDomains,
    isHost: (name) => vendorHost(name) !== undefined,
    asked: askedNames(options),
    isOpen: !isLoopback(host),
    folder: authorityFolder(options),
    own: caCert === undefined || caKey === undefined ? undefined : { certificate: caCert, key: caKey }
  })
}
