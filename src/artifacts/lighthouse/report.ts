/** `_lhr_<loaderId>.json.gz` */
import type { Timeline } from '../../lab/timeline.js'
import type { BrowserPlatform } from '../user-agent.js'
import { gzipped } from '../gzip.js'
import { lighthouseResult } from './result.js'

export const lighthouseReport = (timeline: Timeline, platform: BrowserPlatform): Buffer =>
  gzipped(JSON.stringify(lighthouseResult(timeline, platform)))
