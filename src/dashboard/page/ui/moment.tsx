import type { JSX } from 'preact'
import { moment, time } from './format.js'

/** A moment of the world's time, short; in full to whoever rests on it. */
export const Moment = ({ at }: { at: number | string }): JSX.Element =>
  <time dateTime={new Date(at).toISOString()} title={`${time(at)} UTC`}>{moment(at)}</time>
