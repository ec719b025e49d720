import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Schema } from './schema.js'

export interface FieldOf<Value = unknown> {
  readonly schema: Schema
  readonly value: Value
  readonly change: (value: unknown) => void
  /** What a screen reader calls it. */
  readonly label: string
}

export const TextField = ({ schema, value, change, label }: FieldOf): JSX.Element => (
  <input
    type='text'
    aria-label={label}
    value={String(value ?? '')}
    pattern={schema.pattern}
    maxLength={schema.maxLength}
    spellcheck={false}
    autocomplete='off'
    onInput={({ currentTarget }) => { change(currentTarget.value) }}
  />
)

export const NumberField = ({ schema, value, change, label }: FieldOf): JSX.Element => (
  <input
    type='number'
    aria-label={label}
    value={typeof value === 'number' ? value : ''}
    min={schema.minimum}
    max={schema.maximum}
    step={schema.type === 'integer' ? 1 : 'any'}
    onInput={({ currentTarget: { valueAsNumber } }) => { if (!Number.isNaN(valueAsNumber)) change(valueAsNumber) }}
  />
)

export const ChoiceField = ({ schema: { enum: values = [] }, value, change, label }: FieldOf): JSX.Element => (
  <select
    aria-label={label}
    value={String(value)}
    onChange={({ currentTarget: { selectedIndex } }) => { change(values[selectedIndex]) }}
  >
    {values.map((each) => <option key={String(each)} value={String(each)}>{String(each)}</option>)}
  </select>
)

const flags: Schema = { enum: [true, false] }

export const FlagField = (field: FieldOf): JSX.Element => <ChoiceField {...field} schema={flags} />

/** Anything at all. What is no JSON yet is not taken. */
export function JsonField ({ value, change, label }: FieldOf): JSX.Element {
  const [typed, setTyped] = useState<string | undefined>(undefined)
  const [isWrong, setWrong] = useState(false)
  const type = (text: string): void => {
    setTyped(text)
    try {
      change(JSON.parse(text))
      setWrong(false)
    } catch {
      setWrong(true)
    }
  }
  return (
    <span class='json-field'>
      <textarea
        aria-label={label}
        rows={3}
        spellcheck={false}
        aria-invalid={isWrong}
        value={typed ?? JSON.stringify(value)}
        onInput={({ currentTarget }) => { type(currentTarget.value) }}
      />
      {isWrong && <small role='status'>no JSON yet</small>}
    </span>
  )
}
