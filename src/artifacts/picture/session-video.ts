import type { Steps } from '../../kernel/turns.js'
import type { ErrorPage } from '../../lab/session/browser-words.js'
import type { VisualProgress } from '../../lab/timeline.js'
import { createH264Encoder } from './h264.js'
import { encodeMp4, type VideoSample } from './mp4.js'
import { BrowserPainter, paintMoment, windowSize } from './page-picture.js'
import type { PageState } from './page-use.js'
import { paletteYuv } from './palette.js'

/** A page the session navigates to. */
export interface Scene {
  /** Navigation start, ms since the session began. */
  at: number
  url: string
  title?: string
  visual: VisualProgress
  /** The browser's own page in place of one that could not be loaded. */
  errorPage?: ErrorPage
}

export interface SessionVideoOptions {
  /** How long the video lasts, ms, at most `longestVideo`; what happens later is left out. */
  duration: number
  /** ms since the Unix epoch. */
  createdAt: number
  /** In order of time; before the first one the browser is empty. */
  scenes: readonly Scene[]
  /** What the session does on its pages, in order of time; nothing if left out. */
  states?: readonly PageState[]
  /**
   * How often the clock in the picture moves when nothing else does, ms; each second unless the video is longer than
   * five minutes.
   */
  tick?: number
}

/** Players start decoding at a key picture: the time between two, ms, in a video of a given length. */
const keyInterval = (duration: number): number => Math.max(10_000, duration / 12)

/**
 * Changes are shown from the next multiple of so many ms on. Fine enough for any eye, and coarse enough for tools that
 * guess a frame rate from the smallest step (ffmpeg: at most 210 a second) to find one that fits.
 */
const grain = 5

/** Frames at the beginning that are a grain apart. */
const firstFew = 6

/** MP4 counts the milliseconds of a track in 32 bits: 49 days. */
const longestVideo = 0xffffffff

const tickOf = (duration: number): number => Math.max(1, Math.ceil(duration / 300_000)) * 1000

/**
 * The video of a session as an MP4 file: the browser's window with a running clock, one sample for each visual change
 * and tick. The same options make the same bytes, in whatever steps.
 */
export function * sessionVideo (options: SessionVideoOptions): Steps<Buffer> {
  const duration = Math.min(longestVideo, Math.max(1, Math.round(options.duration)))
  const encoder = createH264Encoder(windowSize.width, windowSize.height, paletteYuv)
  const samples: VideoSample[] = []
  const scenes = options.scenes.map((scene) => ({ ...scene, at: Math.round(scene.at) }))
  const states = options.states ?? []
  const moments = momentsOf(scenes, duration, options.tick, states)
  const painter = new BrowserPainter()
  let now = -1
  let lastKey = -Infinity
  for (const [i, at] of moments.entries()) {
    const key = at - lastKey >= keyInterval(duration)
    if (key) lastKey = at
    const scene = scenes.findLast((candidate) => candidate.at <= at)
    const { at: start = at, url = 'about:blank', ...page } = scene ?? {}
    while ((states[now + 1]?.at ?? Infinity) <= at) now++
    const state = states[now]
    const moment = { ...page, url, at: at - start, elapsed: at }
    const picture = painter.paint(state === undefined ? moment : { ...moment, state })
    yield
    const data = yield * encoder.encode(picture, key)
    samples.push({ data, duration: (moments[i + 1] ?? duration) - at, key })
  }
  return encodeMp4({ ...windowSize, parameterSets: encoder.parameterSets, samples, createdAt: options.createdAt })
}

/**
 * The moments at which the picture changes, ms since the session began, beginning with 0. The first few follow at once,
 * though nothing changes: tools guess the rate from the first steps (ffmpeg leaves out three), and all must fit it.
 */
export function momentsOf (
  scenes: readonly Scene[], duration: number, tick = tickOf(duration), states: readonly PageState[] = []
): number[] {
  const moments = new Set<number>(Array.from({ length: firstFew }, (_, i) => i * grain))
  for (let at = tick; at < duration; at += tick) moments.add(Math.ceil(at / grain) * grain)
  scenes.forEach((scene, i) => {
    const end = Math.min(duration, scenes[i + 1]?.at ?? duration)
    const add = (at: number): void => { if (at < end) moments.add(Math.max(0, Math.ceil(at / grain) * grain)) }
    add(scene.at)
    for (const element of scene.visual.elements) add(scene.at + paintMoment(element))
    for (const step of scene.visual.steps) add(scene.at + step.at)
  })
  for (const { at } of states) moments.add(Math.max(0, Math.ceil(at / grain) * grain))
  return [...moments].filter((at) => at < duration).sort((a, b) => a - b)
}
