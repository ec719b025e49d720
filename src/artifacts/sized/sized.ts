/** Files of exactly the size that a world file declares, still of their kind wherever the kind allows it. */
import { gzipped } from '../gzip.js'
import { blankLines, gzipPadding, mp4Padding, pngPadding, zeros, zipPadding, type Grow } from './grow.js'
import { firstElements, firstLines, firstRequests, type Shrink } from './shrink.js'

interface Kind {
  readonly name: RegExp
  /** The smallest file of the kind, for what nothing in a job's story makes. */
  readonly least: () => Buffer
  readonly grow: Grow
  /** For kinds whose files can be shorter. */
  readonly shrink?: Shrink
}

/** One transparent pixel. */
const leastPng = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='
/** The end of a directory without entries. */
const leastZip = `PK\x05\x06${'\0'.repeat(18)}`
const leastMp4 = '\0\0\0\x14ftypisom\0\0\0\0isom'
const leastHar = '{"log":{"version":"1.2","creator":{"name":"perftwin","version":"1"},"entries":[]}}'

const text = (least: string) => (): Buffer => Buffer.from(least, 'latin1')

const kinds: readonly Kind[] = [
  { name: /\.(log|txt|csv)$/, least: text(''), grow: blankLines, shrink: firstLines },
  { name: /\.json$/, least: text('[]'), grow: blankLines, shrink: firstElements },
  { name: /\.har$/, least: text(leastHar), grow: blankLines, shrink: firstRequests },
  { name: /\.xml$/, least: text('<testsuites/>'), grow: blankLines },
  { name: /\.png$/, least: () => Buffer.from(leastPng, 'base64'), grow: pngPadding },
  { name: /\.mp4$/, least: text(leastMp4), grow: mp4Padding },
  { name: /\.gz$/, least: () => gzipped(''), grow: gzipPadding },
  { name: /\.zip$/, least: text(leastZip), grow: zipPadding }
]

const other: Omit<Kind, 'name'> = { least: text(''), grow: zeros }

/**
 * The file with exactly `size` bytes: longer by what its readers skip, shorter by its last lines, elements or requests.
 * A file of a kind that can be no shorter (a picture, say) is cut off. `file`: undefined if nothing makes it.
 */
export function sized (name: string, file: Buffer | undefined, size: number): Buffer {
  const { least, grow, shrink } = kinds.find((kind) => kind.name.test(name)) ?? other
  const whole = file ?? least()
  const fitting = whole.length <= size ? whole : shrink?.(whole, size) ?? whole.subarray(0, size)
  return fitting.length === size ? fitting : grow(fitting, size - fitting.length)
}
