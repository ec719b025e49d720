import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { Does } from '../../ui/button.js'
import { ask } from '../../wire/ask.js'
import { worldName } from '../../wire/live.js'
import { beginnings, freeName, isBeginning, isGrown, requestOf, type Filled } from './new-world.js'

interface Choices { readonly worlds: readonly string[], readonly snapshots: readonly string[] }

const empty: Filled = {
  name: '', beginning: 'fork', from: worldName, snapshot: '', seed: '', now: '', file: ''
}

interface TextOf {
  readonly title: string
  readonly name: keyof Filled
  readonly filled: Filled
  readonly fill: (name: keyof Filled, value: string) => void
  readonly hint?: string
}

const Text = ({ title, name, filled, fill, hint = '' }: TextOf): JSX.Element => (
  <label class='row'>
    {title}
    <input
      type='text'
      name={name}
      placeholder={hint}
      autocomplete='off'
      spellcheck={false}
      value={filled[name]}
      onInput={({ currentTarget }) => { fill(name, currentTarget.value) }}
    />
  </label>
)

const Choice = ({ title, name, filled, fill, of }: TextOf & { of: readonly string[] }): JSX.Element => (
  <label class='row'>
    {title}
    <select name={name} value={filled[name]} onChange={({ currentTarget }) => { fill(name, currentTarget.value) }}>
      {of.map((each) => <option key={each} value={each}>{each}</option>)}
    </select>
  </label>
)

/** Makes a world: a fork, or one that is grown. */
export function MakeWorld ({ worlds, snapshots }: Choices): JSX.Element {
  const [filled, setFilled] = useState(empty)
  const fill = (name: keyof Filled, value: string): void => { setFilled({ ...filled, [name]: value }) }
  const parts = { filled, fill }
  const hint = freeName('test', worlds)
  const snapshot = snapshots.includes(filled.snapshot) ? filled.snapshot : snapshots[0] ?? ''
  const make = async (): Promise<void> => {
    const wanted = { ...filled, snapshot, name: filled.name.trim() === '' ? hint : filled.name.trim() }
    await ask<'createWorld'>('POST', 'worlds', { body: requestOf(wanted, worldName) })
    setFilled({ ...filled, name: '' })
  }
  return (
    <form class='panel stack make-world' aria-label='Make a world' onSubmit={(event) => { event.preventDefault() }}>
      <h2>Make a world</h2>
      <div class='row'>
        <Text title='Name' name='name' hint={hint} {...parts} />
        <label class='row'>
          It begins
          <select
            name='beginning'
            value={filled.beginning}
            onChange={({ currentTarget: { value } }) => { if (isBeginning(value)) fill('beginning', value) }}
          >
            {beginnings.map(({ id, title }) => (
              <option key={id} value={id} disabled={id === 'snapshot' && snapshots.length === 0}>{title}</option>
            ))}
          </select>
        </label>
        {filled.beginning === 'fork' && <Choice title='of' name='from' of={worlds} {...parts} />}
        {filled.beginning === 'snapshot' && <Choice title='called' name='snapshot' of={snapshots} {...parts} />}
        {isGrown(filled.beginning) && <Text title='Seed' name='seed' hint='as the file has it' {...parts} />}
        {isGrown(filled.beginning) && <Text title='Stands still at' name='now' hint='now' {...parts} />}
      </div>
      {filled.beginning === 'file' && (
        <label>
          World file
          <textarea
            name='file'
            rows={8}
            spellcheck={false}
            placeholder='{"name": "shop", "sauce": { … }}'
            value={filled.file}
            onInput={({ currentTarget }) => { fill('file', currentTarget.value) }}
          />
        </label>
      )}
      <div class='row'><Does isPrimary does={make} done='The world is made'>Make</Does></div>
    </form>
  )
}
