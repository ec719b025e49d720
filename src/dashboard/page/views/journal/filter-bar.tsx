import type { JSX } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { after } from '../../time.js'
import { filterText, readFilter, type Filter } from './filter.js'

/** Whoever types is left in peace for so long, ms. */
const calm = 400

/** The filter as text, which a click on a value writes, too. */
export function FilterBar ({ filter, change }: { filter: Filter, change: (filter: Filter) => void }): JSX.Element {
  const [typed, setTyped] = useState<string | undefined>(undefined)
  const takeBack = useRef<(() => void) | undefined>(undefined)
  const { wrong } = readFilter(typed ?? '')
  const commit = (text: string): void => {
    takeBack.current?.()
    const read = readFilter(text)
    if (read.wrong !== undefined) return
    change(read.filter)
    setTyped(undefined)
  }
  const type = (text: string): void => {
    setTyped(text)
    takeBack.current?.()
    // A key without its value is not meant yet.
    if (!/=\s*$|^\s*$/.test(text)) takeBack.current = after(calm, () => { commit(text) })
  }
  return (
    <form
      class='row filter'
      role='search'
      onSubmit={(event) => {
        event.preventDefault()
        commit(typed ?? filterText(filter))
      }}
    >
      <label class='row'>
        Filter
        <input
          type='search'
          name='filter'
          size={48}
          spellcheck={false}
          autocomplete='off'
          placeholder='status=5xx operation=getJob path=/rest/**'
          value={typed ?? filterText(filter)}
          aria-invalid={wrong !== undefined}
          onInput={({ currentTarget: { value } }) => { type(value) }}
          onBlur={() => { if (typed !== undefined) commit(typed) }}
        />
      </label>
      {wrong !== undefined && <span role='status'>{wrong}</span>}
    </form>
  )
}
