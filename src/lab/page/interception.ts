/** What becomes of requests that a client has intercepted, as DevTools' `Fetch` domain lets it (`sauce:intercept`). */
import { glob } from '../../kernel/glob.js'

/** How Chrome's DevTools let a request fail (`Network.ErrorReason`), as far as `sauce:intercept` takes them. */
export const interceptErrors = [
  'Failed', 'Aborted', 'TimedOut', 'AccessDenied', 'ConnectionClosed', 'ConnectionReset', 'ConnectionRefused',
  'ConnectionAborted', 'ConnectionFailed', 'NameNotResolved', 'InternetDisconnected', 'AddressUnreachable'
] as const
export type InterceptError = typeof interceptErrors[number]

/** `net::ERR_CONNECTION_RESET` of `ConnectionReset`. */
export const netError = (error: InterceptError): string =>
  `net::ERR_${error.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()}`

/** What becomes of requests whose address is, or matches, `url` (`*` stands for anything, a `**` too). */
export interface Interception {
  readonly url: string
  /** They fail so. */
  readonly error?: InterceptError
  /** They go there instead. */
  readonly redirect?: string
  /** They are answered so, whatever the server would say. */
  readonly response?: {
    readonly status?: number
    readonly headers?: Readonly<Record<string, string>>
    /** Its size, bytes; what it says is known to who answers so alone. */
    readonly size?: number
    readonly mimeType?: string
  }
}

/** Whether an interception is meant for an address. */
export const intercepts = ({ url }: Pick<Interception, 'url'>): (address: string) => boolean =>
  glob(url.replace(/\*+/g, '**'))

/** What is known of an intercepted request: how it failed, or what it is answered with. */
export interface Intercepted {
  readonly errorText: string | null
  readonly status: number | null
  readonly mimeType: string | null
}
