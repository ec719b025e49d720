import type { FastifyRequest } from 'fastify'

/** Whether a browser says that a page of another site asks (Fetch Metadata). Other clients do not say. */
export const isCrossSite = ({ headers }: Pick<FastifyRequest, 'headers'>): boolean =>
  headers['sec-fetch-site'] === 'cross-site'
