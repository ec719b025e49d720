import type { RouteOptions } from 'fastify'
import { appStoreRefusals } from '../app-store-connect/refusals.js'
import { controlRefusals } from '../control/refusals.js'
import type { RefusalsOf, Responses } from '../http/refusals.js'
import { sauceRefusals } from '../sauce/refusals.js'
import { vendorOfPath, type DocumentName } from '../vendors.js'

const refusalsByPart: Readonly<Record<DocumentName, RefusalsOf>> = {
  sauce: sauceRefusals,
  'app-store-connect': appStoreRefusals,
  control: controlRefusals
}

/** How a route can refuse, by the part whose path it has; WebDriver's are W3C's, and in no document of ours. */
export function refusalsOf (route: RouteOptions): Responses {
  const vendor = vendorOfPath(route.url)
  return vendor === 'webdriver' ? {} : refusalsByPart[vendor](route)
}
