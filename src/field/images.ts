/** Code in memory: where the images of an app and of its system lie, and what lies where in them. */
import { uuid } from '../kernel/ids.js'
import { stream, type Random } from '../kernel/random.js'
import type { Frame } from './frames.js'

/**
 * Whose code runs: `app` names the build, whose code is laid out in its own way; `binary` is what its image is called,
 * and `system` brings the libraries.
 */
export interface RunningCode {
  readonly seed: number
  readonly app: string
  readonly binary: string
  readonly system: string
}

type LoadedFrame = Frame & { readonly address: number, readonly binaryUuid: string, readonly blamed: boolean }

export interface LoadedImages {
  /** A frame where its image was loaded. `innermost`: it calls nothing, so that it may be at any instruction. */
  loaded: (frame: Frame, innermost: boolean) => LoadedFrame
}

/** Pages that images begin at. Bytes. */
const page = 0x4000

/** The images of one process. Every process has its code elsewhere, and one system's libraries move together. */
export function loadedImages ({ seed, app, binary, system }: RunningCode, draw: Random): LoadedImages {
  const appStart = 0x100000000 + draw.int(0x10, 0x4fff) * page
  const cacheStart = 0x180000000 + draw.int(0, 0x7fff) * page
  const loaded = (frame: Frame, innermost: boolean): LoadedFrame => {
    const blamed = frame.binary === 'app'
    const image = blamed ? app : `${frame.binary} ${system}`
    const start = blamed ? appStart : cacheStart + stream(seed, 'image', image).int(0x10, 0xffff) * page
    const code = blamed ? frame : revised(frame, stream(seed, 'code', image, frame.symbol))
    const here = innermost ? stoppedIn(code, draw) : code
    return {
      ...here,
      binary: blamed ? binary : frame.binary,
      address: start + stream(seed, 'symbol', image, frame.symbol).int(0x100, 0xffff) * 16 + here.offset,
      binaryUuid: uuid(seed, 'image', image).toUpperCase(),
      blamed
    }
  }
  return { loaded }
}

/** What calls the kernel is a few instructions, the same in every system. */
const isStub = ({ binary, file }: Frame): boolean => binary === 'libsystem_kernel.dylib' || file.endsWith('.s')

/** A system's own version of a function: somewhat longer or shorter, on other lines. */
function revised (frame: Frame, draw: Random): Frame {
  if (isStub(frame)) return frame
  return {
    ...frame,
    line: Math.max(1, frame.line + draw.int(-40, 40)),
    offset: Math.max(4, frame.offset + 4 * draw.int(-6, 6))
  }
}

/** Where a function was that was at work itself: a little further on, each time elsewhere. */
function stoppedIn (frame: Frame, draw: Random): Frame {
  if (isStub(frame)) return frame
  return { ...frame, line: frame.line + draw.int(0, 4), offset: frame.offset + 4 * draw.int(0, 24) }
}
