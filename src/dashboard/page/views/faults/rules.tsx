import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { Answer } from '../../../../control/operations.js'
import { linkTo } from '../../route.js'
import { Does } from '../../ui/button.js'
import { Moment } from '../../ui/moment.js'
import { ask } from '../../wire/ask.js'
import { worldNow } from '../../wire/world.js'
import { leftWords } from '../overview/fault-words.js'
import { ruleAgain } from './rule-again.js'
import { countWords, doesWords, isOver, matchWords, struckWords } from './rule-words.js'

type Fault = Answer<'listFaults'>['faults'][number]

function Rule ({ fault, isChosen }: { fault: Fault, isChosen: boolean }): JSX.Element {
  const row = useRef<HTMLTableRowElement>(null)
  useEffect(() => { if (isChosen) row.current?.scrollIntoView({ block: 'center' }) }, [isChosen])
  const { id, fired, removed } = fault
  const again = ruleAgain(fault)
  const path = `faults/${encodeURIComponent(id)}`
  const left = isOver(fault) ? '' : leftWords(fault, worldNow.value ?? 0)
  return (
    <tr ref={row} class={isChosen ? 'chosen' : ''} data-rule={id}>
      <th scope='row' class='mono'>{id}</th>
      <td>{matchWords(fault.match)}</td>
      <td><strong>{doesWords(fault)}</strong></td>
      <td>{countWords(fault)}</td>
      <td>
        {fired === 0 ? struckWords(fault) : <a href={linkTo(['journal'], { fault: id })}>{struckWords(fault)}</a>}
        {left !== '' && <span class='muted'> {left}</span>}
      </td>
      <td>{fault.state}{removed !== null && <> <Moment at={removed} /></>}</td>
      <td>
        <span class='row'>
          {removed === null && (
            <Does label={`Remove ${id}`} does={async () => await ask<'removeFault'>('DELETE', path)}>Remove</Does>
          )}
          {again !== undefined && (
            <Does
              label={`Put ${id} in force again`}
              does={async () => await ask<'addFault'>('POST', 'faults', { body: again })}
            >
              Again
            </Does>
          )}
        </span>
      </td>
    </tr>
  )
}

interface RulesOf {
  readonly title: string
  readonly none: string
  readonly faults: readonly Fault[]
  readonly chosen: string | undefined
  readonly children?: JSX.Element | false
}

/** Rules as sentences, with what became of them. */
export const Rules = ({ title, none, faults, chosen, children }: RulesOf): JSX.Element => (
  <section class='panel stack' aria-label={title}>
    <div class='row spread'><h2>{title}</h2>{children}</div>
    {faults.length === 0
      ? <p class='muted'>{none}</p>
      : (
        <div class='scrolls' role='region' aria-label={`${title}, as a table`} tabIndex={0}>
          <table>
            <thead>
              <tr>
                {['Rule', 'Requests', 'What happens', 'How often', 'So far', 'State'].map((column) =>
                  <th key={column} scope='col'>{column}</th>)}
                <th scope='col'><span class='visually-hidden'>What can be done</span></th>
              </tr>
            </thead>
            <tbody>
              {faults.map((fault) =>
                <Rule key={`${fault.id} ${fault.removed ?? ''}`} fault={fault} isChosen={fault.id === chosen} />)}
            </tbody>
          </table>
        </div>
        )}
  </section>
)
