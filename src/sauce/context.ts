import type { FastifyRequest } from 'fastify'
import { baseUrl } from '../http/request.js'
import type { AuthMode } from './auth.js'
import { JobTexts } from './jobs/jobs.body.js'

/** What the Sauce Labs slices are handed: the options that concern them, and caches of one twin. */
export interface SauceContext {
  readonly auth: AuthMode
  readonly publicUrl: string | undefined
  readonly jobTexts: JobTexts
}

export const sauceContext = (options: { auth: AuthMode, publicUrl: string | undefined }): SauceContext =>
  ({ ...options, jobTexts: new JobTexts() })

/** The base of absolute links in this request's answer. */
export const linkBase = (context: SauceContext, request: FastifyRequest): string => baseUrl(request, context.publicUrl)
