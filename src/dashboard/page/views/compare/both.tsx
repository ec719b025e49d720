import { useSignal, useSignalEffect } from '@preact/signals'
import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { together, type Alignment, type Placed } from '../../load/axis.js'
import { PhaseLegend } from '../../load/bars.js'
import { Filmstrip } from '../../load/filmstrip.js'
import { Lanes, type Cursor } from '../../load/lanes.js'
import { MainThread, WorkLegend } from '../../load/main-thread.js'
import type { PageLoad } from '../../load/page-load.js'
import { route, setQuery } from '../../route.js'
import type { Differences } from './differences.js'
import { PairDetails } from './pair-details.js'
import { PairTable } from './pair-table.js'

/** One of the two loads: what was seen, and what the main thread did. */
const Load = ({ cursor, name, ...placed }: Placed & { cursor: Cursor, name: string }): JSX.Element => (
  <Lanes {...placed} cursor={cursor}>
    <Filmstrip {...placed} cursor={cursor} name={name} />
    {placed.load.tasks.length > 0 && (
      <MainThread {...placed} cursor={cursor} name={`Main thread, ${name.toLowerCase()}`} />
    )}
  </Lanes>
)

/** A moment of the one load is a moment of the other: where both are aligned, they are looked at together. */
function useCursors (a: Placed, b: Placed): readonly [Cursor, Cursor] {
  const lcp = a.load.marks.find(({ id }) => id === 'lcp')?.at
  const first = useSignal<number | undefined>(lcp)
  const second = useSignal<number | undefined>(lcp === undefined ? undefined : lcp - a.zero + b.zero)
  useSignalEffect(() => {
    const at = first.value
    second.value = at === undefined ? undefined : at - a.zero + b.zero
  })
  useSignalEffect(() => {
    const at = second.value
    first.value = at === undefined ? undefined : at - b.zero + a.zero
  })
  return [first, second]
}

interface Aligned {
  readonly a: PageLoad
  readonly b: PageLoad
  readonly differences: Differences
  readonly alignment: Alignment
}

function Drawn ({ a, b, differences: { pairs }, alignment }: Aligned): JSX.Element | null {
  const [first, second] = useMemo(() => together([a, b], alignment), [a, b, alignment])
  const { query } = route.value
  const chosen = /^\d{1,6}$/.test(query['request'] ?? '') ? Number(query['request']) : undefined
  const choose = (request: number | undefined): void => { setQuery({ request }) }
  if (first === undefined || second === undefined) return null
  return <OnOneScale a={first} b={second} pairs={pairs} chosen={chosen} choose={choose} />
}

type Pairs = Pick<Differences, 'pairs'> & {
  readonly a: Placed
  readonly b: Placed
  readonly chosen: number | undefined
  readonly choose: (index: number | undefined) => void
}

function OnOneScale ({ a, b, pairs, chosen, choose }: Pairs): JSX.Element {
  const [first, second] = useCursors(a, b)
  const pair = chosen === undefined ? undefined : pairs[chosen]
  const bare = useMemo(() => ({ ...b, load: { ...b.load, marks: [] } }), [b])
  return (
    <div class='timeline'>
      <div class='stack'>
        <Load {...a} cursor={first} name='First run' />
        <Load {...b} cursor={second} name='Second run' />
        {pairs.length > 0 && (
          <Lanes {...bare} cursor={second}>
            <PairTable pairs={pairs} a={a} b={b} chosen={chosen} choose={choose} />
          </Lanes>
        )}
        <div class='legends'><PhaseLegend /><WorkLegend /></div>
      </div>
      {pair !== undefined && <PairDetails pair={pair} close={() => { choose(undefined) }} />}
    </div>
  )
}

/** Both loads above each other on one scale. */
export function Both (of: Omit<Aligned, 'alignment'>): JSX.Element {
  const alignment = route.value.query['align'] === 'ttfb' ? 'ttfb' : 'navigation'
  const align = (chosen: Alignment): void => { setQuery({ align: chosen === 'ttfb' ? 'ttfb' : undefined }) }
  return (
    <section class='stack' aria-label='Both runs on one scale'>
      <div class='row' role='group' aria-label='Align'>
        <span>Align at</span>
        <button type='button' aria-pressed={alignment === 'navigation'} onClick={() => { align('navigation') }}>
          start of navigation
        </button>
        <button type='button' aria-pressed={alignment === 'ttfb'} onClick={() => { align('ttfb') }}>first byte</button>
      </div>
      <Drawn key={alignment} {...of} alignment={alignment} />
    </section>
  )
}
