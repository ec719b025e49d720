/** What the load looked like. */
import { blankFrame } from '../../picture/filmstrip.js'
import { monotonicClock } from '../../resource-timing.js'
import { defineAudit } from '../audit.js'

const thumbnails = 10
/** So that quick loads get more than one picture, ms. */
const shortest = 3000

const image = 'data:image/jpeg;base64,'

/** Ten moments at even distances, up to the last change or until the page is interactive. */
export const screenshotThumbnails = defineAudit({
  id: 'screenshot-thumbnails',
  title: 'Screenshot Thumbnails',
  description: 'This is what the load of your site looked like.',
  needs: 'traces',
  mode: 'informative'
}, ({ timeline, frames }) => {
  const { visual, observed: { lastVisualChange, interactive } } = timeline
  const blank = blankFrame(visual)
  const scale = Math.max(lastVisualChange, interactive, shortest)
  const clock = monotonicClock(timeline)
  const items = Array.from({ length: thumbnails }, (_, index) => {
    const at = scale * (index + 1) / thumbnails
    const frame = frames.findLast((each) => each.at <= at) ?? blank
    return { timing: Math.round(at), timestamp: clock + at * 1000, data: image + frame.snapshot }
  })
  return { score: 1, details: { type: 'filmstrip', scale, items } }
})

export const finalScreenshot = defineAudit({
  id: 'final-screenshot',
  title: 'Final Screenshot',
  description: 'The last screenshot captured of the pageload.',
  needs: 'traces',
  mode: 'informative'
}, ({ timeline, frames }) => {
  const last = frames.at(-1) ?? blankFrame(timeline.visual)
  const details = {
    type: 'screenshot',
    timing: last.at,
    timestamp: monotonicClock(timeline) + last.at * 1000,
    data: image + last.snapshot
  }
  return { score: 1, details }
})
