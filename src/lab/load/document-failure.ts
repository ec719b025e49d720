import { networkConditions } from '../page/conditions.js'
import type { PageLoadInput } from './input.js'
import { documentError } from './intercept.js'

/** Why a page's document does not arrive, as Chrome says it (`net::ERR_…`); null if it does. */
export function documentFailure ({ page, network, interceptions }: PageLoadInput): string | null {
  if (networkConditions(network).offline) return 'net::ERR_INTERNET_DISCONNECTED'
  return documentError(interceptions, URL.canParse(page.url) ? new URL(page.url).href : page.url)
}
