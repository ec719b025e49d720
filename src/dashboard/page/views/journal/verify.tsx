import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Answer } from '../../../../control/operations.js'
import { announce } from '../../ui/announcer.js'
import { ask, Refusal } from '../../wire/ask.js'
import { controlOf } from '../../wire/roots.js'
import { HttpStatus } from './http-status.js'
import { differencesSaid } from './words.js'

type Verdict = Answer<'verify'>

const isVerdict = (body: unknown): body is Verdict =>
  typeof body === 'object' && body !== null && 'verified' in body && 'nearMisses' in body

/** What the twin says of an expectation; that it does not hold is an answer, too. @throws Refusal */
async function verdictOf (world: string, text: string): Promise<Verdict> {
  const body = JSON.parse(text) as object
  try {
    return await ask<'verify'>('POST', new URL('verify', controlOf(world)).href, { body })
  } catch (error) {
    if (error instanceof Refusal && isVerdict(error.body)) return error.body
    throw error
  }
}

const example = '{"match": {"operation": "getJob", "status": 200}, "atLeast": 1}'

interface Verifying {
  readonly world: string
  /** As JSON; it is in the address. */
  readonly expectation: string
  readonly change: (expectation: string | undefined) => void
  readonly hrefOf: (seq: number) => string
}

function NearMisses ({ verdict, hrefOf }: { verdict: Verdict, hrefOf: Verifying['hrefOf'] }): JSX.Element | null {
  const { nearMisses } = verdict
  if (nearMisses.length === 0) return verdict.verified ? null : <p class='muted'>No request comes near.</p>
  return (
    <>
      <h3>Near misses</h3>
      <ul class='near-misses'>
        {nearMisses.map((miss) => (
          <li key={miss.seq}>
            <a href={hrefOf(miss.seq)}>#{miss.seq}</a> {miss.method} {miss.path} <HttpStatus status={miss.status} />
            <br />{differencesSaid(miss)}
          </li>
        ))}
      </ul>
    </>
  )
}

/** An expectation as a test would state it, and what the journal says of it. */
export function Verify ({ world, expectation, change, hrefOf }: Verifying): JSX.Element {
  const [text, setText] = useState(expectation)
  const [said, setSaid] = useState<{ verdict?: Verdict, error?: string }>({})
  const verify = async (of: string): Promise<void> => {
    try {
      const verdict = await verdictOf(world, of)
      setSaid({ verdict })
      announce(`${verdict.verified ? 'Verified' : 'Not verified'}: ${verdict.message}`)
    } catch (error) {
      setSaid({ error: error instanceof Error ? error.message : String(error) })
    }
  }
  useEffect(() => {
    setText(expectation)
    if (expectation !== '') void verify(expectation)
  }, [expectation, world])
  const submit = (event: Event): void => {
    event.preventDefault()
    if (text === expectation) void verify(text)
    else change(text)
  }
  const { verdict, error } = said
  return (
    <form class='panel stack verify' onSubmit={submit}>
      <div class='row spread'>
        <h2>Verify an expectation</h2>
        <button type='button' aria-label='Close the expectation' onClick={() => { change(undefined) }}>✕</button>
      </div>
      <label>
        Expectation
        <textarea
          name='expectation'
          rows={4}
          spellcheck={false}
          placeholder={example}
          value={text}
          onInput={({ currentTarget: { value } }) => { setText(value) }}
        />
      </label>
      <div class='row'>
        <button class='primary' disabled={text.trim() === ''}>Verify</button>
        {error !== undefined && <span class='notice' role='alert'>{error}</span>}
        {verdict !== undefined && (
          <strong data-part='verdict' data-verified={verdict.verified}>
            {verdict.verified ? '✓ ' : '✕ '}{verdict.message}
          </strong>
        )}
      </div>
      {verdict !== undefined && <NearMisses verdict={verdict} hrefOf={hrefOf} />}
    </form>
  )
}
