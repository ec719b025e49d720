/** What the operations on the performance of one job have in common. */
import type { SauceContext } from '../context.js'

export const path = '/v2/performance/metrics/:job_id'
export const tags = ['Performance']

/** What the operations of the Performance API need of one twin. */
export type PerformanceContext = Pick<SauceContext, 'histories' | 'publicUrl'>
