import type { JSX } from 'preact'
import { setQuery } from '../../route.js'
import { Does } from '../../ui/button.js'
import { ask } from '../../wire/ask.js'
import { isTarget, presetRule, presets, targets } from './presets.js'

const mostTimes = 1000

/** What goes wrong next, by one press. How often and for whom is in the address. */
export function PresetRow ({ query }: { query: Readonly<Record<string, string>> }): JSX.Element {
  const { next = '5', of } = query
  const target = isTarget(of) ? of : 'sauce'
  const times = Math.min(mostTimes, Math.max(1, Math.round(Number(next)) || 1))
  return (
    <section class='panel stack' aria-label='Faults by one press'>
      <div class='row'>
        <label class='row'>
          The next
          <input
            type='number'
            name='next'
            class='short'
            min={1}
            max={mostTimes}
            value={times}
            onChange={({ currentTarget }) => { setQuery({ next: currentTarget.value }) }}
          />
        </label>
        <label class='row'>
          requests of
          <select name='of' value={target} onChange={({ currentTarget }) => { setQuery({ of: currentTarget.value }) }}>
            {targets.map(({ id, title }) => <option key={id} value={id}>{title}</option>)}
          </select>
        </label>
        {presets.map((preset) => (
          <span key={preset.id} title={preset.says}>
            <Does
              does={async () => await ask<'addFault'>('POST', 'faults', { body: presetRule(preset, times, target) })}
              done={`In force: ${preset.title}, ${preset.says}`}
            >
              {preset.title}
            </Does>
          </span>
        ))}
      </div>
    </section>
  )
}
