import { type Operations, text } from './operations.js'

/** Addresses, read and put together. */
export const addressOperations: Operations = {
  url: ({ context }) => context.url,
  documentUrl: ({ context, state, nodes }, [id]) => state.contextOf(nodes.node(id))?.url ?? context.url,
  address: ({ context }, [given]) => given === null ? '' : resolved(text(given), context.url) ?? text(given),
  addressPart: ({ context }, [given, part]) =>
    partOf(given === null ? '' : resolved(text(given), context.url) ?? '', text(part)),
  setAddressPart: (_, [given, part, value]) => {
    const name = text(part)
    if (!URL.canParse(text(given)) || !writable.has(name)) return text(given)
    const url = new URL(text(given))
    Reflect.set(url, name, text(value))
    return url.href
  },
  parseUrl: (_, [given, base]) => resolved(text(given), base === null ? undefined : text(base))
}

const resolved = (given: string, base: string | undefined): string | null =>
  URL.canParse(given, base) ? new URL(given, base).href : null

const writable = new Set(['protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'hash'])

function partOf (url: string, part: string): string {
  if (!URL.canParse(url) || !(writable.has(part) || part === 'origin')) return ''
  return String(Reflect.get(new URL(url), part))
}
