import { linear, type Scale } from '../../charts/scale.js'
import { day } from '../../ui/format.js'
import type { Release } from './releases-data.js'

/** A release as it is drawn. */
interface Mark {
  readonly release: Release
  readonly x: number
  readonly y: number
  readonly isAhead: boolean
  /** Its version, where there is room for it. */
  readonly label: string
}

interface Lane { readonly train: string, readonly y: number }

/** The time line of releases: a lane a train, the oldest train first. */
export interface ReleaseLine {
  readonly marks: readonly Mark[]
  readonly lanes: readonly Lane[]
  readonly now: number
  readonly axis: ReadonlyArray<{ readonly x: number, readonly text: string }>
  readonly height: number
}

const laneHeight = 38
const left = 84
const right = 24

/** How wide a version is written, px. */
const widthOf = (text: string): number => text.length * 7 + 8

/** Lays releases out on `width` px. `now`: ms since the Unix epoch. */
export function releaseLine (releases: readonly Release[], now: number, width: number): ReleaseLine {
  const trains = [...new Set(releases.map(({ train }) => train))]
  const times = [now, ...releases.map(({ at }) => Date.parse(at))]
  const x = linear([Math.min(...times), Math.max(...times)], [left, Math.max(left + 1, width - right)])
  const lanes = trains.map((train, index) => ({ train, y: index * laneHeight + 28 }))
  const marks = lanes.flatMap((lane) => marksOf(releases, lane, { x, now }))
  return { marks, lanes, now: x(now), axis: monthsOf(x, width), height: trains.length * laneHeight + 34 }
}

function marksOf (releases: readonly Release[], { train, y }: Lane, { x, now }: { x: Scale, now: number }): Mark[] {
  let free = -Infinity
  return releases.filter((release) => release.train === train).map((release) => {
    const at = Date.parse(release.at)
    const place = x(at)
    const half = widthOf(release.version) / 2
    const hasRoom = place - half >= free
    if (hasRoom) free = place + half
    return { release, x: place, y, isAhead: at > now, label: hasRoom ? release.version : '' }
  })
}

const month = 30.44 * 24 * 3_600_000

/** Days along the line, so many as can be read. */
function monthsOf (x: Scale, width: number): ReleaseLine['axis'] {
  const [from, to] = [x.at(left), x.at(width - right)]
  const number = Math.max(1, Math.min(Math.floor((width - left) / 110), Math.ceil((to - from) / month)))
  return Array.from({ length: number + 1 }, (_, index) => {
    const at = from + (to - from) * index / number
    return { x: x(at), text: day(at) }
  })
}

export const nameOf = ({ train, version }: Release): string => `${train} ${version}`

/** What a release is, for those who hear. */
export function sentenceOf (release: Release, now: number): string {
  const isAhead = Date.parse(release.at) > now
  const causes = release.causes.length === 0 ? 'no causes' : release.causes.map(causeWords).join(', ')
  return `${nameOf(release)}, ${isAhead ? 'to come on' : 'out since'} ${day(release.at)}: ${causes}`
}

/** A cause as the world file words it. */
export const causeWords = (cause: unknown): string => typeof cause === 'string' ? cause : JSON.stringify(cause)

/** The release that is shown at first: the last one whose before and after can be compared. */
export function tellingRelease (releases: readonly Release[]): number | undefined {
  const index = releases.findLastIndex(({ series, causes }) =>
    causes.length > 0 && series.some(({ before, after }) => before !== null && after !== null))
  return index === -1 ? undefined : index
}
