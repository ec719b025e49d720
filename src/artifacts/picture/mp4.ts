/** One H.264 picture (a NAL unit), how long it is shown in ms, and whether players may start decoding there. */
export interface VideoSample { data: Uint8Array, duration: number, key: boolean }

export interface Mp4Options {
  width: number
  height: number
  parameterSets: readonly [Uint8Array, Uint8Array]
  samples: readonly VideoSample[]
  /** ms since the Unix epoch. */
  createdAt: number
}

const u32 = (...values: number[]): Buffer => {
  const out = Buffer.allocUnsafe(4 * values.length)
  values.forEach((value, i) => out.writeUInt32BE(value, 4 * i))
  return out
}

const u16 = (...values: number[]): Buffer => {
  const out = Buffer.allocUnsafe(2 * values.length)
  values.forEach((value, i) => out.writeUInt16BE(value, 2 * i))
  return out
}

const zeros = (length: number): Buffer => Buffer.alloc(length)

const box = (type: string, ...parts: Uint8Array[]): Buffer =>
  Buffer.concat([u32(parts.reduce((sum, part) => sum + part.length, 8)), Buffer.from(type, 'latin1'), ...parts])

const fullBox = (type: string, flags: number, ...parts: Uint8Array[]): Buffer => box(type, u32(flags), ...parts)

const matrix = u32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)

/** Seconds from MP4's epoch (1904) to Unix's. */
const epochOffset = 2082844800

/** Runs of equal durations, [count, duration]. */
function durationRuns (samples: readonly VideoSample[]): Array<[number, number]> {
  const runs: Array<[number, number]> = []
  for (const { duration } of samples) {
    const last = runs.at(-1)
    if (last?.[1] === duration) last[0]++
    else runs.push([1, duration])
  }
  return runs
}

function sampleTable (options: Mp4Options, dataAt: number): Buffer {
  const { width, height, samples, parameterSets: [sequence, picture] } = options
  const avcC = box('avcC', Uint8Array.of(1, ...sequence.subarray(1, 4), 0xff, 0xe1), u16(sequence.length), sequence,
    Uint8Array.of(1), u16(picture.length), picture)
  const colr = box('colr', Buffer.from('nclx'), u16(1, 1, 1), zeros(1)) // BT.709, limited range
  const resolution = u32(0x480000, 0x480000, 0) // 72 dpi
  const avc1 = box('avc1', zeros(6), u16(1), zeros(16), u16(width, height), resolution, u16(1), zeros(32),
    u16(24, 0xffff), avcC, colr)
  const runs = durationRuns(samples)
  const keys = samples.flatMap(({ key }, i) => key ? [i + 1] : [])
  return box('stbl',
    fullBox('stsd', 0, u32(1), avc1),
    fullBox('stts', 0, u32(runs.length, ...runs.flat())),
    fullBox('stss', 0, u32(keys.length, ...keys)),
    fullBox('stsc', 0, u32(1, 1, samples.length, 1)),
    fullBox('stsz', 0, u32(0, samples.length, ...samples.map(({ data }) => data.length + 4))),
    fullBox('stco', 0, u32(1, dataAt)))
}

/** The index of the file; `dataAt` is where the first sample begins. */
function movie (options: Mp4Options, dataAt: number): Buffer {
  const { width, height, samples } = options
  const created = Math.min(Math.max(Math.floor(options.createdAt / 1000) + epochOffset, 0), 0xffffffff) // 1904 to 2040
  const duration = samples.reduce((sum, sample) => sum + sample.duration, 0)
  const times = u32(created, created, 1000, duration)
  const size = u32(width << 16, height << 16)
  return box('moov',
    fullBox('mvhd', 0, times, u32(0x10000), u16(0x100, 0), u32(0, 0), matrix, zeros(24), u32(2)),
    box('trak',
      fullBox('tkhd', 3, u32(created, created, 1, 0, duration, 0, 0), u16(0, 0, 0, 0), matrix, size),
      box('mdia',
        fullBox('mdhd', 0, times, u16(0x55c4, 0)), // language "und"
        fullBox('hdlr', 0, u32(0), Buffer.from('vide'), zeros(12), Buffer.from('video\0')),
        box('minf',
          fullBox('vmhd', 1, zeros(8)),
          box('dinf', fullBox('dref', 0, u32(1), fullBox('url ', 1))),
          sampleTable(options, dataAt)))))
}

/** An MP4 file (ISO/IEC 14496-12) of one video track, time in ms, its index first so that it plays while it loads. */
export function encodeMp4 (options: Mp4Options): Buffer {
  const type = box('ftyp', Buffer.from('isom'), u32(512), Buffer.from('isomavc1mp41'))
  const dataAt = type.length + movie(options, 0).length + 8
  const data = options.samples.flatMap((sample) => [u32(sample.data.length), sample.data])
  return Buffer.concat([type, movie(options, dataAt), box('mdat', ...data)])
}
