import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import { readRuns } from '../../load/read-series.js'
import { ordinarySpread, seriesOf, turnsOf, type Run, type Turn } from '../../load/series.js'
import { Shown } from '../../ui/loading.js'
import { ask } from '../../wire/ask.js'
import { useLoaded } from '../../wire/loaded.js'
import { worldNow } from '../../wire/world.js'
import { accountsToAsk } from '../accounts.js'
import { wordsBetween, wordsOfTests } from './between.js'
import { Both } from './both.js'
import { ChooseRuns } from './choose-runs.js'
import { differencesOf } from './differences.js'
import { MetricChanges } from './metric-changes.js'
import { readSide, type Side } from './side.js'
import { wordsOfDifferences } from './words.js'

interface Around { readonly runs: readonly Run[], readonly turns: readonly Turn[], readonly between: readonly string[] }

interface Compared { readonly a: Side, readonly b: Side, readonly around: Around }

/** What is known of the series in which both runs stand. */
async function readAround (a: Side, b: Side, index: number): Promise<Around> {
  const truth = await ask<'truth'>('GET', 'truth')
  const item = b.files.items.find(({ order_index: order }) => order === index)
  const runs = item === undefined ? [] : await readRuns(b.found.account, item)
  const turns = turnsOf(seriesOf(truth, b.found.job, index), runs)
  return { runs, turns, between: wordsBetween(truth, a.found.job, b.found.job, index) }
}

/** Both runs; or why they cannot be compared. @throws Refusal */
async function read (first: string, second: string, index: number): Promise<Compared | string> {
  const accounts = accountsToAsk()
  const now = worldNow.value ?? 0
  const [a, b] = await Promise.all([readSide(first, index, accounts, now), readSide(second, index, accounts, now)])
  if (typeof a === 'string') return a
  if (typeof b === 'string') return b
  return { a, b, around: await readAround(a, b, index) }
}

const runOf = ({ found: { job }, load: { metrics } }: Side): Run =>
  ({ job: job.id, at: job.creation_time * 1000, metrics })

function Between ({ words }: { words: readonly string[] }): JSX.Element {
  if (words.length === 0) return <p class='muted'>No release lies between these runs.</p>
  return (
    <div>
      <h3>What lies between</h3>
      <ul class='between'>{words.map((word) => <li key={word}>{word}</li>)}</ul>
    </div>
  )
}

const gone = 'Files are kept for 30 days after the end of a job: they are gone, what was measured stays.'

/** What differs, in words and numbers, and both loads on one scale. */
function Differing ({ a, b, around }: Compared): JSX.Element {
  const differences = useMemo(() => differencesOf(a.load, b.load, ordinarySpread(around.runs)), [a, b, around])
  const words = [...wordsOfTests(a.found.job, b.found.job), ...wordsOfDifferences(differences)]
  return (
    <>
      <ChooseRuns a={runOf(a)} b={runOf(b)} runs={around.runs} turns={around.turns} />
      <div class='grid-2'>
        <section class='panel stack words'>
          <Between words={around.between} />
          <div>
            <h3>What differs</h3>
            <ul class='differences'>{words.map((word) => <li key={word}>{word}</li>)}</ul>
          </div>
        </section>
        <section class='panel'><MetricChanges metrics={differences.metrics} /></section>
      </div>
      {[a, b].some(({ files }) => files.areGone) && <p class='muted'>{gone}</p>}
      {[a, b].some(({ load }) => load.rows.length > 0) && (
        <Both a={a.load} b={b.load} differences={differences} />
      )}
    </>
  )
}

/** Two runs: what differs, and why. */
export function Compare (
  { path: [first = '', second = ''], query }: { path: readonly string[], query: Readonly<Record<string, string>> }
): JSX.Element {
  const index = Number(query['load'] ?? 0)
  const compared = useLoaded(`compare ${first} ${second} ${index}`, () => read(first, second, index))
  return (
    <div class='stack compare'>
      <Shown of={compared}>
        {(value) => typeof value === 'string'
          ? <p class='notice' role='status'>{value}</p>
          : (
            <>
              <h1>{value.b.found.job.name ?? 'Two runs'}: {value.b.load.title}</h1>
              <Differing {...value} />
            </>
            )}
      </Shown>
    </div>
  )
}
