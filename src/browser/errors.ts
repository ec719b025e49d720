import { driverStatuses, type DriverCode } from '../lab/session/driver-codes.js'

export { driverStatuses, type DriverCode }

/** A command that is refused. `data` goes with the answer, as the text of an alert that stands in the way does. */
export class DriverError extends Error {
  override name = 'DriverError'
  constructor (readonly code: DriverCode, message: string, readonly data?: Readonly<Record<string, unknown>>) {
    super(message)
  }

  /** The HTTP status of the answer. */
  get status (): number {
    return driverStatuses[this.code]
  }
}
