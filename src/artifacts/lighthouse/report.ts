/** `_lhr_<loaderId>.json.gz` */
import type { Timeline } from '../../lab/timeline.js'
import type { StoryPlatform } from '../story.js'
import { gzipped } from '../gzip.js'
import { lighthouseResult } from './result.js'

export const lighthouseReport = (timeline: Timeline, platform: Pick<StoryPlatform, 'version'>): Buffer =>
  gzipped(JSON.stringify(lighthouseResult(timeline, platform)))
