/** Under what one page load of a session is made, where a client can change that from load to load. */
import type { DeviceSetting, NetworkSetting } from '../lab/page/conditions.js'
import type { Interception } from '../lab/page/interception.js'

export { interceptErrors, intercepts, type InterceptError, type Interception } from '../lab/page/interception.js'

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
