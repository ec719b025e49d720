import { Invalid, Taken, type DomainError } from '../kernel/errors.js'

interface Address { readonly host: string, readonly port: number }

const noSuchHost = ({ host }: Address): Invalid =>
  new Invalid(`cannot listen on "${host}": there is no such host`, 'host')

/** What the system's refusals mean to a person. */
const sentences: Readonly<Record<string, (address: Address) => DomainError>> = {
  EADDRINUSE: ({ host, port }) => new Taken(
    `port ${port} of ${host} is taken; stop what listens there, or take another port (0 for a free one)`),
  EACCES: ({ host, port }) => new Taken(
    `port ${port} of ${host} may not be taken by this user: take one above 1023, or 0 for a free one`),
  EADDRNOTAVAIL: ({ host }) => new Invalid(
    `cannot listen on "${host}": it is no address of this machine; 127.0.0.1 and 0.0.0.0 are`, 'host'),
  EAFNOSUPPORT: ({ host }) => new Invalid(
    `cannot listen on "${host}": this machine has no addresses of that kind`, 'host'),
  EINVAL: ({ host }) => new Invalid(
    `cannot listen on "${host}": the address does not say on which network interface it lies`, 'host')
}

/** Why nobody can listen there, as a sentence where it is known; else the error itself. */
export function listenFault (error: unknown, address: Address): unknown {
  if (!(error instanceof Error)) return error
  // Whatever a resolver says (there are a dozen codes): the name leads nowhere.
  if ('syscall' in error && error.syscall === 'getaddrinfo') return noSuchHost(address)
  return 'code' in error ? sentences[String(error.code)]?.(address) ?? error : error
}
