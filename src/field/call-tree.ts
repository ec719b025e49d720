/** Call stacks as a tree: many looks at one thread, put together as far as they agree. */
import type { Random } from '../kernel/random.js'
import type { Culprit, SignatureType } from './culprits.js'
import { asides, callers, leaves, type Branch, type Frame } from './frames.js'
import { loadedImages, type LoadedImages, type RunningCode } from './images.js'

/** A frame with what was seen of it: in how many samples, and what it had called in them, most often first. */
export interface CallNode extends Frame {
  readonly samples: number
  readonly address: number
  readonly binaryUuid: string
  /** In the app's own code. */
  readonly blamed: boolean
  readonly calls: readonly CallNode[]
}

/**
 * The stacks that lead to a place in so many samples. Most of them reach it, some were elsewhere in its last caller,
 * and below it each went on as the place's work goes. What a node's calls leave of its samples was spent in itself.
 */
export function callTree (
  type: SignatureType, culprit: Culprit, samples: number, code: RunningCode, draw: Random
): CallNode {
  const images = loadedImages(code, draw)
  const [start, ...others] = callers[type]
  // From the last caller up, each with what it calls.
  let calls = lastCalls(type, culprit, draw)
  for (const frame of others.reverse()) calls = [{ frame, weight: 1, calls }]
  return nodeOf({ frame: start, weight: 1, calls }, samples, images, draw)
}

function lastCalls (type: SignatureType, { symbol, file, line, offset, leaf }: Culprit, draw: Random): Branch[] {
  const weight = draw.between(0.8, 0.95)
  const place = { frame: { symbol, binary: 'app', file, line, offset }, weight, calls: leaves[leaf] }
  return [place, ...asides[type].map((aside) => ({ ...aside, weight: aside.weight * (1 - weight) }))]
}

function nodeOf ({ frame, calls }: Branch, samples: number, images: LoadedImages, draw: Random): CallNode {
  return {
    ...images.loaded(frame, calls.length === 0),
    samples,
    calls: divided(samples, calls, draw)
      .map(({ call, share }) => nodeOf(call, share, images, draw))
      .sort((a, b) => b.samples - a.samples)
  }
}

/** How many samples went on into each call; those that none did are left out. */
function divided (samples: number, calls: readonly Branch[], draw: Random): Array<{ call: Branch, share: number }> {
  // A single caller hands all on but for a sample now and then.
  const [only, ...others] = calls
  if (only?.weight === 1 && others.length === 0) {
    return [{ call: only, share: Math.max(1, draw.chance(0.25) ? samples - draw.int(0, 2) : samples) }]
  }
  let left = samples
  return calls.flatMap((call, index) => {
    const scattered = samples * call.weight * (index === 0 ? 1 : draw.logNormal(1, 0.4))
    const share = Math.min(left, Math.round(scattered))
    left -= share
    return share > 0 ? [{ call, share }] : []
  })
}
