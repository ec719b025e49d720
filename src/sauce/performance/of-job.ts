/** What the operations on the performance of one job have in common. */
import { ref } from '../../kernel/schema.js'
import type { SauceContext } from '../context.js'
import { ErrorResponse } from './performance.schema.js'

export const path = '/v2/performance/metrics/:job_id'
export const tags = ['Performance']
export const failures = { 400: ref(ErrorResponse), 404: ref(ErrorResponse) }

/** What the operations of the Performance API need of one twin. */
export type PerformanceContext = Pick<SauceContext, 'histories' | 'publicUrl'>
