import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import { ChartFigure } from '../../charts/figure.js'
import { useWidth } from '../../charts/width.js'
import { setQuery } from '../../route.js'
import { moment } from '../../ui/format.js'
import { Shown } from '../../ui/loading.js'
import { worldNow } from '../../wire/world.js'
import { ReleaseDetail } from './release-detail.js'
import { causeWords, nameOf, releaseLine, sentenceOf, tellingRelease } from './release-line.js'
import { useReleases, type Release } from './releases-data.js'

/** The releases of both vendors on one time line; the chosen one leads to what it did. */
export function Releases ({ chosen }: { chosen: string | undefined }): JSX.Element {
  const loaded = useReleases()
  return (
    <section class='panel' data-part='releases'>
      <h2>Releases</h2>
      <Shown of={loaded}>
        {({ releases }) => releases.length === 0
          ? <p class='muted'>This world has no releases.</p>
          : <Line releases={releases} chosen={chosen} />}
      </Shown>
    </section>
  )
}

function Line ({ releases, chosen }: { releases: readonly Release[], chosen: string | undefined }): JSX.Element {
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box, 1200)
  const now = worldNow.value ?? 0
  const found = chosen === undefined ? -1 : releases.findIndex((release) => nameOf(release) === chosen)
  const index = found === -1 ? tellingRelease(releases) : found
  const release = index === undefined ? undefined : releases[index]
  const choose = (at: number): void => {
    const next = releases[at]
    if (next !== undefined) setQuery({ release: nameOf(next) })
  }
  return (
    <div ref={box}>
      <ChartFigure
        name='Releases'
        caption={`${releases.length} releases of web pages and apps; hollow ones are to come.`}
        length={releases.length}
        chosen={index}
        choose={choose}
        sentence={(at) => releases[at] === undefined ? '' : sentenceOf(releases[at], now)}
        columns={[{ title: 'Release' }, { title: 'Out' }, { title: 'Causes' }, { title: 'Apps' }]}
        cells={(at) => cellsOf(releases[at])}
      >
        <Drawing releases={releases} now={now} width={width} chosen={release} choose={choose} />
      </ChartFigure>
      {release !== undefined && <ReleaseDetail release={release} isAhead={Date.parse(release.at) > now} />}
    </div>
  )
}

function cellsOf (release: Release | undefined): string[] {
  if (release === undefined) return []
  const { at, causes, apps } = release
  return [nameOf(release), moment(at), causes.map(causeWords).join(', '), apps.map(({ name }) => name).join(', ')]
}

interface Drawn {
  readonly releases: readonly Release[]
  readonly now: number
  readonly width: number
  readonly chosen: Release | undefined
  readonly choose: (index: number) => void
}

function Drawing ({ releases, now, width, chosen, choose }: Drawn): JSX.Element {
  const line = releaseLine(releases, now, width)
  const bottom = line.height - 22
  const size = { width, height: line.height, viewBox: `0 0 ${width} ${line.height}` }
  return (
    <svg class='release-line' {...size} aria-hidden='true'>
      {line.axis.map(({ x, text }) => <text key={x} x={x} y={line.height - 6} text-anchor='middle'>{text}</text>)}
      <path class='now' d={`M${line.now} 12V${bottom}`} />
      <text class='now-word' x={line.now} y={9} text-anchor='middle'>now</text>
      {line.lanes.map(({ train, y }) => (
        <g key={train}>
          <path class='lane' d={`M84 ${y}H${width - 24}`} />
          <text x={0} y={y + 4}>{train}</text>
        </g>
      ))}
      {line.marks.map(({ release, x, y, isAhead, label }) => (
        <g
          key={nameOf(release)}
          class={`release${isAhead ? ' ahead' : ''}${release === chosen ? ' chosen' : ''}`}
          data-release={nameOf(release)}
          onClick={() => { choose(releases.indexOf(release)) }}
        >
          <title>{sentenceOf(release, now)}</title>
          <rect class='target' x={x - 14} y={y - 18} width={28} height={32} />
          <path class='mark' d={release.causes.length === 0 ? disc(x, y, 4) : diamond(x, y, 7)} />
          <text x={x} y={y - 11} text-anchor='middle'>{label}</text>
        </g>
      ))}
    </svg>
  )
}

const diamond = (x: number, y: number, r: number): string => `M${x - r} ${y}L${x} ${y - r}L${x + r} ${y}L${x} ${y + r}Z`
const disc = (x: number, y: number, r: number): string =>
  `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`
