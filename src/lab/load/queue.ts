/** Whom an answer waited for. */
import { micro } from '../precision.js'
import type { Queue } from '../timeline.js'
import type { Transfer } from './transfer.js'

const isCarried = ({ planned: { failure } }: Transfer): boolean => failure !== 'reset'

/** The queue that a transfer stood in; null if the line was its own. */
export function queueOf (transfer: Transfer, transfers: readonly Transfer[]): Queue | null {
  const { ready, end, alone, lastCarried } = transfer
  const ms = micro(end - ready - alone)
  if (ms <= 0 || !isCarried(transfer)) return null
  const behind = transfers
    .filter((other) => other !== transfer && isCarried(other))
    .filter(({ firstCarried, through }) => firstCarried < lastCarried && through > ready)
    .sort((a, b) => b.planned.transferSize - a.planned.transferSize)
  return behind.length === 0 ? null : { ms, behind: behind.map(({ planned: { url } }) => url) }
}
