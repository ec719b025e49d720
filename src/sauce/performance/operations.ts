import type { FastifyInstance } from 'fastify'
import { addSchemas } from '../components.js'
import type { Registration } from './definition.js'
import { definitionRoutes } from './definition.routes.js'
import { Histories } from './histories.js'
import { listRoutes } from './list.routes.js'
import type { PerformanceContext } from './of-job.js'
import { performanceSchemas } from './performance.schema.js'
import { resultRoutes } from './results.routes.js'
import { seriesRoutes } from './series.routes.js'
import { performanceWritingRoutes } from './writing.routes.js'

/** The Performance API, in the order of its definition. */
export function performanceOperations (app: FastifyInstance, context: PerformanceContext): void {
  addSchemas(app, performanceSchemas)
  listRoutes(app, context)
  definitionRoutes(app, withNothingBehind)
  resultRoutes(app, context)
  seriesRoutes(app, context)
  performanceWritingRoutes(app, context)
}

/** For its definition, of which the definition itself is a part. */
const withNothingBehind: Registration = (app) => {
  performanceOperations(app, { histories: new Histories(), publicUrl: undefined })
}
