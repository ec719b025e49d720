/** The audits of Lighthouse 6.3's performance category, in its order. */
import type { LoadAudit } from './audit.js'
import { totalByteWeight, resourceSummary } from './diagnostics/bytes.js'
import { usesLongCacheTtl } from './diagnostics/cache-lifetime.js'
import { performanceBudget, timingBudget, userTimings } from './diagnostics/declared.js'
import { domSize } from './diagnostics/dom-size.js'
import {
  largestContentfulPaintElement, layoutShiftElements, nonCompositedAnimations
} from './diagnostics/elements.js'
import { fontDisplay } from './diagnostics/font-display.js'
import { bootupTime, longTasks, mainThreadWorkBreakdown } from './diagnostics/main-thread.js'
import { criticalRequestChains } from './diagnostics/request-chains.js'
import { largeJavascriptLibraries, noDocumentWrite, usesPassiveEventListeners } from './diagnostics/scripts.js'
import { thirdPartySummary } from './diagnostics/third-party-summary.js'
import { networkRequests, networkRtt, networkServerLatency } from './information/network.js'
import { diagnostics, mainThreadTasks, metrics } from './information/numbers.js'
import { finalScreenshot, screenshotThumbnails } from './information/pictures.js'
import { metricAudit, metricAudits } from './metric-audits.js'
import { efficientAnimatedContent } from './opportunities/animated-content.js'
import { duplicatedJavascript, legacyJavascript } from './opportunities/bundled-javascript.js'
import { redirects, serverResponseTime } from './opportunities/document.js'
import { usesHttp2 } from './opportunities/http2.js'
import { usesOptimizedImages, usesWebpImages } from './opportunities/image-encodings.js'
import { unminifiedCss, unminifiedJavascript } from './opportunities/minified-files.js'
import { offscreenImages } from './opportunities/offscreen-images.js'
import { usesRelPreconnect } from './opportunities/preconnect.js'
import { usesRelPreload } from './opportunities/preload.js'
import { renderBlockingResources } from './opportunities/render-blocking.js'
import { usesResponsiveImages } from './opportunities/responsive-images.js'
import { usesTextCompression } from './opportunities/text-compression.js'
import { unusedCssRules, unusedJavascript } from './opportunities/unused-code.js'

export type Group = 'metrics' | 'load-opportunities' | 'diagnostics' | 'budgets'

export interface ListedAudit {
  readonly audit: LoadAudit
  /** Where the report shows it; nowhere if absent. */
  readonly group?: Group
}

const inGroup = (group: Group, ...audits: readonly LoadAudit[]): ListedAudit[] =>
  audits.map((audit) => ({ audit, group }))

const hidden = (...audits: readonly LoadAudit[]): ListedAudit[] => audits.map((audit) => ({ audit }))

const counting = metricAudits.filter(({ scored }) => scored !== null).map(metricAudit)
const notCounting = metricAudits.filter(({ scored }) => scored === null).map(metricAudit)

export const performanceAudits: readonly ListedAudit[] = [
  ...inGroup('metrics', ...counting),
  ...hidden(...notCounting),
  ...inGroup(
    'load-opportunities',
    renderBlockingResources, usesResponsiveImages, offscreenImages, unminifiedCss, unminifiedJavascript, unusedCssRules,
    unusedJavascript, usesOptimizedImages, usesWebpImages, usesTextCompression, usesRelPreconnect, serverResponseTime,
    redirects, usesRelPreload, usesHttp2, efficientAnimatedContent, duplicatedJavascript, legacyJavascript
  ),
  ...inGroup(
    'diagnostics',
    totalByteWeight, usesLongCacheTtl, domSize, criticalRequestChains, userTimings, bootupTime, mainThreadWorkBreakdown,
    fontDisplay
  ),
  ...inGroup('budgets', performanceBudget, timingBudget),
  ...inGroup(
    'diagnostics',
    resourceSummary, thirdPartySummary, largestContentfulPaintElement, layoutShiftElements, usesPassiveEventListeners,
    noDocumentWrite, longTasks, nonCompositedAnimations, largeJavascriptLibraries
  ),
  ...hidden(
    networkRequests, networkRtt, networkServerLatency, mainThreadTasks, diagnostics, metrics, screenshotThumbnails,
    finalScreenshot
  )
]
