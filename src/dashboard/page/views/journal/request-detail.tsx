import type { JSX } from 'preact'
import type { Answer } from '../../../../control/operations.js'
import { linkTo } from '../../route.js'
import { Copy } from '../../ui/copy.js'
import { bytes, time } from '../../ui/format.js'
import { Shown } from '../../ui/loading.js'
import { ask } from '../../wire/ask.js'
import { useLoaded } from '../../wire/loaded.js'
import { controlOf } from '../../wire/roots.js'
import type { Filter, FilterKey } from './filter.js'
import { HttpStatus } from './http-status.js'
import { bodyText, took } from './words.js'

type Explained = Answer<'explainRequest'>
type Recorded = Explained['request']

/** Names and values. */
function Pairs ({ of, title }: { of: Recorded['query'] | null, title: string }): JSX.Element {
  const pairs = Object.entries(of ?? {})
  if (of === null) return <p class='muted'>{title}: no longer kept</p>
  if (pairs.length === 0) return <p class='muted'>{title}: none</p>
  return (
    <details open={pairs.length <= 4}>
      <summary>{title} ({pairs.length})</summary>
      <dl class='facts mono'>
        {pairs.flatMap(([name, values]) => [<dt key={name}>{name}</dt>, <dd key={`${name}=`}>{String(values)}</dd>])}
      </dl>
    </details>
  )
}

const Body = ({ of, title, none }: { of: unknown, title: string, none: string }): JSX.Element => of === null
  ? <p class='muted'>{title}: {none}</p>
  : (
    <details open>
      <summary>{title}</summary>
      <pre class='body' role='region' aria-label={title} tabIndex={0}>{bodyText(of)}</pre>
    </details>
    )

/** A value that asks for all that have it. */
const Only = (
  { of, value, filter, pick }:
  { of: FilterKey, value: string, filter: Filter, pick: (key: FilterKey, value: string) => void }
): JSX.Element => (
  <button type='button' aria-pressed={filter[of] === value} onClick={() => { pick(of, value) }}>{of}={value}</button>
)

interface Detail {
  readonly world: string
  readonly seq: number
  readonly filter: Filter
  readonly pick: (key: FilterKey, value: string) => void
  /** Holds the journal to an expectation, as JSON. */
  readonly verify: (expectation: string) => void
  readonly close: () => void
}

function Facts ({ request }: { request: Recorded }): JSX.Element {
  const { at, world, operation, vendor, duration, responseSize, responseType, faults, actor, refused } = request
  return (
    <dl class='facts'>
      <dt>World time</dt><dd>{time(at)} UTC, {world}</dd>
      <dt>Operation</dt><dd>{operation ?? 'none: nothing answers this path'} ({vendor})</dd>
      <dt>Took</dt><dd>{duration === null ? 'not answered yet' : `${took(duration)} of real time`}</dd>
      <dt>Reply</dt>
      <dd>{responseType ?? 'no type'}{responseSize === null ? '' : `, ${bytes(responseSize)}`}</dd>
      {actor !== null && <><dt>Made by</dt><dd>{actor}</dd></>}
      {faults.length > 0 && <dt>Struck by</dt>}
      {faults.length > 0 && (
        <dd>{faults.map((id) => <a key={id} href={linkTo(['faults'], { rule: id })}>{id} </a>)}</dd>
      )}
      {refused !== null && <dt>Refused</dt>}
      {refused !== null && <dd>{refused.reason}</dd>}
    </dl>
  )
}

function Explanation ({ of, detail }: { of: Explained, detail: Detail }): JSX.Element {
  const { request, curl, expectation } = of
  const { status, operation, method, path, faults } = request
  const { filter, pick, verify, close } = detail
  const expected = JSON.stringify(expectation, null, 2)
  const only = (key: FilterKey, value: string): JSX.Element =>
    <Only key={key + value} of={key} value={value} filter={filter} pick={pick} />
  return (
    <>
      <div class='row spread'>
        <h2 class='mono'>#{request.seq} {method} {path}</h2>
        <button type='button' aria-label='Close the request' onClick={close}>✕</button>
      </div>
      <HttpStatus status={status} />
      <div class='row'>
        <Copy text={curl} label='Copy as curl' />
        <Copy text={expected} label='Copy as verify expectation' />
        <button type='button' onClick={() => { verify(JSON.stringify(expectation)) }}>Verify …</button>
      </div>
      <Facts request={request} />
      <div class='row' role='group' aria-label='Filter by a value of this request'>
        {operation !== null && only('operation', operation)}
        {status !== null && only('status', String(status))}
        {only('method', method)}
        {faults.map((fault) => only('fault', fault))}
      </div>
      <h3>Request</h3>
      <Pairs of={request.query} title='Query' />
      <Pairs of={request.headers} title='Request headers' />
      <Body of={request.body} title='Request body' none='none, or not kept' />
      <h3>Reply</h3>
      <Pairs of={request.responseHeaders} title='Reply headers' />
      <Body of={request.responseBody} title='Reply body' none='none, no text, or no longer kept' />
    </>
  )
}

/** All that the journal has of one request. */
export function RequestDetail (detail: Detail): JSX.Element {
  const { world, seq } = detail
  const url = new URL(`journal/${seq}`, controlOf(world)).href
  const loaded = useLoaded(url, async () => await ask<'explainRequest'>('GET', url), {
    changedBy: (event) => event.type === 'request' && event.world === world && event['seq'] === seq
  })
  return (
    <section class='panel stack request-detail' aria-label={`Request ${seq}`}>
      <Shown of={loaded}>{(value) => <Explanation of={value} detail={detail} />}</Shown>
      {loaded.value === undefined && <div><button type='button' onClick={() => { detail.close() }}>Close</button></div>}
    </section>
  )
}
