/** Under what one page load of a session is made, where a client can change that from load to load. */
import { glob } from '../kernel/glob.js'
import type { DeviceSetting, NetworkSetting } from '../lab/page/conditions.js'

/** How Chrome's DevTools let a request fail (`Network.ErrorReason`), as far as `sauce:intercept` takes them. */
export const interceptErrors = [
  'Failed', 'Aborted', 'TimedOut', 'AccessDenied', 'ConnectionClosed', 'ConnectionReset', 'ConnectionRefused',
  'ConnectionAborted', 'ConnectionFailed', 'NameNotResolved', 'InternetDisconnected', 'AddressUnreachable'
] as const
export type InterceptError = typeof interceptErrors[number]

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
    /** Its size, bytes; what it says is known to the mock alone. */
    readonly size?: number
    readonly mimeType?: string
  }
}

/** Whether an interception is meant for an address. */
export const intercepts = ({ url }: Pick<Interception, 'url'>): (address: string) => boolean =>
  glob(url.replace(/\*+/g, '**'))

export interface VisitSetting {
  /** Which releases it feels: those in force at this moment, ms since the Unix epoch. */
  readonly felt: number
  /** Navigation start, ms since its session's. */
  readonly at: number
  readonly network?: NetworkSetting
  readonly cpuRate?: number
  readonly device?: DeviceSetting
  readonly interceptions?: readonly Interception[]
  /** Its performance was not captured, whatever the capabilities say: the client had switched that off. */
  readonly unmeasured?: true
}
