/** The page's pictures: how large they are, where they are shown, and what other encodings would make of them. */
import { stream } from '../../../kernel/random.js'
import type { NetworkRequest, Timeline } from '../../../lab/timeline.js'
import { rectOf, type BoundingRect, type PageElement } from './elements.js'
import { arrivedOf } from './files.js'

export interface Picture {
  readonly request: NetworkRequest
  /** Bytes of the file, or what of it came over the wire. */
  readonly size: number
  readonly naturalWidth: number
  readonly naturalHeight: number
  readonly displayed: BoundingRect
  /** A background that a style sheet asks for. */
  readonly isCss: boolean
  /** Whether the document asks for it only when it comes near the viewport. */
  readonly lazy: boolean
  /** Bytes of the same picture as a good JPEG, and as WebP. */
  readonly jpegSize: number
  readonly webpSize: number
}

/** Beacons are sent by scripts and shown nowhere. */
const isShown = ({ cacheControl }: NetworkRequest): boolean => cacheControl !== 'no-store'

/** Requests are numbered in the order in which the page names them. */
const ordinal = ({ id }: NetworkRequest): number => Number(id.split('.')[1] ?? 0)

/** Sides of a background picture, CSS px. */
const backgroundSide = 48

/** Pictures go into the page's boxes in their order; those without a box are backgrounds of the last element. */
export function picturesOf (timeline: Timeline, elements: readonly PageElement[]): Picture[] {
  const { requests, paints: { firstContentfulPaint } } = timeline
  const boxes = elements.filter(({ element: { kind } }) => kind === 'image' || kind === 'hero')
  const last = elements.at(-1)?.element
  const background = rectOf({ x: last?.x ?? 0, y: last?.y ?? 0, w: backgroundSide, h: backgroundSide })
  return arrivedOf(requests, 'Image')
    .filter(isShown)
    .sort((a, b) => ordinal(a) - ordinal(b))
    .map((request, index): Picture => {
      const box = boxes[index]
      const displayed = box?.details.boundingRect ?? background
      const lazy = request.initiator.type === 'parser' && request.start >= firstContentfulPaint
      return { request, displayed, isCss: box === undefined, lazy, ...encodingsOf(request, displayed) }
    })
}

type Encodings = Pick<Picture, 'size' | 'naturalWidth' | 'naturalHeight' | 'jpegSize' | 'webpSize'>

/** A picture has the shape of its place. */
function encodingsOf (request: NetworkRequest, { width, height }: BoundingRect): Encodings {
  const { url, resourceSize, transferSize } = request
  const size = Math.min(resourceSize, transferSize)
  const file = stream('picture', url)
  const pixels = resourceSize / file.logNormal(0.18, 0.4)
  const jpegSize = Math.round(size * file.logNormal(0.95, 0.12))
  return {
    size,
    naturalWidth: Math.max(1, Math.round(Math.sqrt(pixels * width / height))),
    naturalHeight: Math.max(1, Math.round(Math.sqrt(pixels * height / width))),
    jpegSize,
    webpSize: Math.round(jpegSize * file.between(0.55, 0.8))
  }
}
