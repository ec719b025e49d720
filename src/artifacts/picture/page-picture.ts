import type { ErrorPage } from '../../lab/session/browser-words.js'
import type { VisualElement, VisualProgress } from '../../lab/timeline.js'
import { type Bitmap, createBitmap, fill, fillRounded, place, type Rectangle } from './bitmap.js'
import { drawElement } from './element-picture.js'
import { drawErrorPage } from './error-page.js'
import type { PageState } from './page-use.js'
import { colour } from './palette.js'
import { drawPointer, drawTouch } from './pointer-picture.js'
import { drawText, fitText } from './text.js'

/** What a browser shows at one moment. */
export interface BrowserMoment {
  url: string
  /** The tab's text; the host of the URL if missing. */
  title?: string
  /** The page being loaded; nothing before the first navigation. */
  visual?: VisualProgress
  /** The browser's own page in place of one that could not be loaded. */
  errorPage?: ErrorPage
  /** ms since navigation start. */
  at: number
  /** ms since the session began, for the clock in the corner; no clock if missing. */
  elapsed?: number
  /** How far it is scrolled, where the pointer is, what is typed; a page as it loaded if missing. */
  state?: PageState
}

/** The window's size: Sauce's default desktop resolution. */
export const windowSize = { width: 1024, height: 768 } as const

const chromeHeight = 80

/**
 * Paints the window of one browser, again and again: a page that looks as it did is not painted anew, and there is one
 * picture of the window, which the next one is painted over. (Memory that is new each time costs more than the paint.)
 */
export class BrowserPainter {
  readonly #window = createBitmap(windowSize.width, windowSize.height)
  #page: Bitmap | undefined
  #shown: PageLook | undefined

  /**
   * Paints the window: tab, URL bar, progress, clock, and the page with the elements painted by then, a phone's
   * viewport as a phone. The picture is good until the next one is painted.
   */
  paint (moment: BrowserMoment): Bitmap {
    const bitmap = this.#window
    bitmap.pixels.fill(colour.white)
    const { visual } = moment
    if (visual !== undefined) {
      const screen = screenFor(visual.viewport)
      if (screen.phone) paintPhone(bitmap, screen.area, visual.viewport)
      place(bitmap, this.#pageAt(visual, moment, screen), screen.area.x, screen.area.y)
    }
    paintChrome(bitmap, moment)
    return bitmap
  }

  #pageAt (visual: VisualProgress, moment: BrowserMoment, screen: Screen): Bitmap {
    const { at, state } = moment
    const painted = visual.elements.reduce((sum, element) => sum + Number(paintMoment(element) <= at), 0)
    const look = { visual, state, painted }
    if (this.#page === undefined || !sameLook(look, this.#shown)) {
      this.#page = paintPage(visual, moment, screen, this.#page)
    }
    this.#shown = look
    return this.#page
  }
}

/** What a page's looks follow from. */
interface PageLook { readonly visual: VisualProgress, readonly state: PageState | undefined, readonly painted: number }

const sameLook = (a: PageLook, b: PageLook | undefined): boolean =>
  b !== undefined && a.visual === b.visual && a.state === b.state && a.painted === b.painted

/** The browser's window at one moment. */
export const paintBrowser = (moment: BrowserMoment): Bitmap => new BrowserPainter().paint(moment)

/** The elements of a page as it was loaded, with what has changed since. */
function shownNow ({ elements }: VisualProgress, look: PageState['look']): readonly VisualElement[] {
  if (look === undefined) return elements
  const kept = look.kept === null ? elements : look.kept.flatMap((index) => elements[index] ?? [])
  return [...kept, ...look.added]
}

/** Paints over the picture of a page that is no longer shown, if it has the screen's size. */
function paintPage (
  visual: VisualProgress, { at, state, errorPage }: BrowserMoment, screen: Screen, former: Bitmap | undefined
): Bitmap {
  const { accent } = visual
  const elements = shownNow(visual, state?.look)
  const { area: { width, height }, scale, phone } = screen
  const page = former?.width === width && former.height === height ? former : createBitmap(width, height)
  page.pixels.fill(colour.white)
  for (const element of elements) {
    if (paintMoment(element) > at) continue
    if (errorPage !== undefined) {
      drawErrorPage(page, errorPage, phone)
      continue
    }
    const area = areaOf(element, screen, state?.scrollY ?? 0)
    if (area.y < height && area.y + area.height > 0) drawElement(page, element, area, scale, state, accent)
  }
  if (state?.pointer !== undefined) {
    const point = phone ? drawTouch : drawPointer
    point(page, state.pointer.x * scale, state.pointer.y * scale)
  }
  return page
}

/**
 * When an element is seen, ms since navigation start: paints are timed in microseconds, visual progress in whole
 * milliseconds.
 */
export const paintMoment = ({ paintedAt }: VisualElement): number => Math.round(paintedAt)

/** Visual completeness at a moment, whole percent; 0 before the first step. */
export function percentAt (visual: VisualProgress, at: number): number {
  let percent = 0
  for (const step of visual.steps) if (step.at <= at) percent = step.percent
  return percent
}

/** Where the page's viewport is in the window, and how many pixels a CSS pixel takes there. */
interface Screen { area: Rectangle, scale: number, phone: boolean }

/** As wide as the window, or a phone standing in the middle. */
function screenFor (viewport: VisualProgress['viewport']): Screen {
  const room = { x: 0, y: chromeHeight, width: windowSize.width, height: windowSize.height - chromeHeight }
  if (viewport.width >= viewport.height) return { area: room, scale: room.width / viewport.width, phone: false }
  const height = room.height - 96
  const scale = height / viewport.height
  const width = Math.max(16, snap(viewport.width * scale, 16))
  return { area: { x: snap((room.width - width) / 2, 16), y: room.y + 48, width, height }, scale, phone: true }
}

const snap = (value: number, grid = 8): number => Math.round(value / grid) * grid

/** An element's place on the screen, on the grid of 8 pixels; what ends far outside the screen ends nearer. */
function areaOf (element: VisualElement, { area, scale }: Screen, scrollY: number): Rectangle {
  const near = (value: number, size: number): number => snap(Math.min(Math.max(value * scale, -30 * size), 30 * size))
  const x = near(element.x, area.width)
  const y = near(element.y - scrollY, area.height)
  const right = near(element.x + element.w, area.width)
  const bottom = near(element.y - scrollY + element.h, area.height)
  return { x, y, width: right - x, height: bottom - y }
}

function paintPhone (bitmap: Bitmap, area: Rectangle, { width, height }: VisualProgress['viewport']): void {
  fill(bitmap, 0, chromeHeight, bitmap.width, bitmap.height - chromeHeight, colour.mist)
  const body = { x: area.x - 16, y: area.y - 32, width: area.width + 32, height: area.height + 64 }
  fillRounded(bitmap, body, colour.ink, 24)
  fillRounded(bitmap, { x: area.x + snap(area.width / 2) - 24, y: area.y - 20, width: 48, height: 8 }, colour.slate, 4)
  drawText(bitmap, area.x + area.width + 32, 112, `${Math.round(width)} x ${Math.round(height)}`, colour.slate, 'small')
}

const hostOf = (url: string): string => /^[a-z][\w+.-]*:\/\/([^/?#]+)/i.exec(url)?.[1] ?? url

/** mm:ss.t */
const clockText = (ms: number): string => {
  const tenths = Math.floor(ms / 100)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `${two(Math.floor(tenths / 600))}:${two(Math.floor(tenths / 10) % 60)}.${tenths % 10}`
}

function paintChrome (bitmap: Bitmap, moment: BrowserMoment): void {
  const { url, title, at, elapsed, errorPage } = moment
  // Nothing of a page is there, and nothing more will be.
  const visual = errorPage === undefined ? moment.visual : undefined
  const percent = visual === undefined ? 0 : percentAt(visual, at)
  const loading = visual !== undefined && percent < 100
  fill(bitmap, 0, 0, bitmap.width, 40, colour.silver)
  fillRounded(bitmap, { x: 16, y: 8, width: 304, height: 40 }, colour.paper, 8)
  fill(bitmap, 0, 40, bitmap.width, 36, colour.paper)
  const progress = loading ? colour.blue : colour.green
  const icon = visual === undefined ? colour.silver : progress
  fillRounded(bitmap, { x: 32, y: 16, width: 16, height: 16 }, icon, 8)
  drawText(bitmap, 56, 16, fitText(title ?? hostOf(url), 252, 'small'), colour.ink, 'small')
  drawText(bitmap, 20, 48, '←', colour.steel, 'small')
  drawText(bitmap, 48, 48, '→', colour.silver, 'small')
  fillRounded(bitmap, { x: 80, y: 44, width: 752, height: 24 }, colour.white, 12)
  drawText(bitmap, 96, 48, fitText(url, 720, 'small'), colour.ink, 'small')
  if (visual !== undefined) drawText(bitmap, 852, 48, `${percent} %`, colour.slate, 'small')
  if (elapsed !== undefined) {
    fillRounded(bitmap, { x: 912, y: 44, width: 104, height: 24 }, colour.ink, 12)
    drawText(bitmap, 936, 48, clockText(elapsed), colour.white, 'small')
  }
  fill(bitmap, 0, 72, bitmap.width, 8, colour.mist)
  if (loading) fill(bitmap, 0, 72, snap(bitmap.width * percent / 100), 8, colour.blue)
}
