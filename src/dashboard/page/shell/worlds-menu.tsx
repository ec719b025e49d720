import type { JSX } from 'preact'
import { ask } from '../wire/ask.js'
import type { LiveEvent } from '../wire/live.js'
import { useLoaded } from '../wire/loaded.js'
import { dashboardOf } from '../wire/roots.js'
import { info } from '../wire/world.js'

/** Which world is shown; another one is another page. */
export function WorldsMenu (): JSX.Element {
  const changedBy = ({ type }: LiveEvent): boolean => type === 'world'
  const worlds = useLoaded('worlds', () => ask<'listWorlds'>('GET', 'worlds'), { changedBy })
  const here = info.value?.world ?? 'default'
  const names = new Set(['default', here, ...worlds.value?.worlds.map(({ name }) => name) ?? []])
  const open = (name: string): void => { location.href = dashboardOf(name) + location.hash }
  return (
    <label class='row'>
      <span class='visually-hidden'>World</span>
      <select value={here} onChange={({ currentTarget }) => { open(currentTarget.value) }}>
        {[...names].map((name) => <option key={name} value={name}>{name}</option>)}
      </select>
    </label>
  )
}
