import { act } from '../../wire/ask.js'
import type { Account } from '../../wire/world.js'

/** What somebody says of runs, by the Performance API itself, as any client would. All throw a Refusal. */
const of = (job: string, part: string): string => `v2/performance/metrics/${job}/${part}/`

/** The baseline starts anew with this run, for all its page loads. */
export const startBaseline = async (account: Account, job: string): Promise<void> => {
  await act(account, 'POST', of(job, 'baseline/reset'))
}

/** Runs no longer count. One after the other: the journal tells them in their order. */
export const leaveOut = async (account: Account, jobs: readonly string[], orderIndex: number): Promise<void> => {
  for (const job of jobs) await act(account, 'POST', of(job, 'discarded'), { query: { order_index: orderIndex } })
}

/** The regime that this run lies in is in force from now on. */
export const accept = async (account: Account, job: string, orderIndex: number): Promise<void> => {
  await act(account, 'POST', of(job, 'regimes/acknowledge'), { query: { order_index: orderIndex } })
}
