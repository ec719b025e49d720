import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Answer } from '../../../../control/operations.js'
import { linkTo } from '../../route.js'
import { Does } from '../../ui/button.js'
import { Confirmed } from '../../ui/confirmed.js'
import { count, time } from '../../ui/format.js'
import { ask } from '../../wire/ask.js'
import { worldName } from '../../wire/live.js'
import { controlRoot } from '../../wire/roots.js'
import { freeName } from './new-world.js'

export type Snapshot = Answer<'listSnapshots'>['snapshots'][number]

function Row ({ snapshot: { name, saved, seed, worldFile, changes } }: { snapshot: Snapshot }): JSX.Element {
  const path = `snapshots/${encodeURIComponent(name)}`
  const exported = new URL(`${path}/export`, controlRoot).href
  return (
    <tr data-snapshot={name}>
      <th scope='row'>{name}</th>
      <td class='mono'>{time(saved)}</td>
      <td>{worldFile}, seed {seed}</td>
      <td class='number'>{count(changes)}</td>
      <td>
        <span class='row'>
          <Confirmed
            does={async () => await ask<'restoreSnapshot'>('POST', `${path}/restore`)}
            label={`Restore ${name}`}
            question={`Put ${worldName} back to ${name}?`}
            done={`${worldName} is as in ${name}`}
          >
            Restore
          </Confirmed>
          <a href={linkTo(['worlds'], { from: name, to: 'now' })} aria-label={`Compare ${name} with now`}>Compare</a>
          <a href={exported} download={`${name}.json`} aria-label={`Download ${name}`}>
            Download
          </a>
          <Confirmed
            does={async () => await ask<'deleteSnapshot'>('DELETE', path)}
            label={`Forget ${name}`}
            question={`Forget ${name}?`}
            done={`${name} is forgotten`}
          >
            Forget
          </Confirmed>
        </span>
      </td>
    </tr>
  )
}

/** The states of this world that were saved. */
export function Snapshots ({ snapshots }: { snapshots: readonly Snapshot[] }): JSX.Element {
  const [typed, setTyped] = useState('')
  const hint = freeName('before', snapshots.map(({ name }) => name))
  const save = async (): Promise<void> => {
    await ask<'saveSnapshot'>('POST', 'snapshots', { body: { name: typed.trim() === '' ? hint : typed.trim() } })
    setTyped('')
  }
  return (
    <section class='panel stack' aria-label='Snapshots'>
      <h2>Snapshots of {worldName}</h2>
      <form class='row' onSubmit={(event) => { event.preventDefault() }}>
        <label class='row'>
          Name
          <input
            type='text'
            name='snapshot'
            placeholder={hint}
            autocomplete='off'
            spellcheck={false}
            maxLength={64}
            value={typed}
            onInput={({ currentTarget }) => { setTyped(currentTarget.value) }}
          />
        </label>
        <Does does={save} done='The state is saved'>Save this state</Does>
      </form>
      {snapshots.length > 0 && (
        <div class='scrolls' role='region' aria-label='Snapshots, as a table' tabIndex={0}>
          <table>
            <thead>
              <tr>
                {['Snapshot', 'Saved (world time, UTC)', 'Grown from', 'Changes'].map((title) =>
                  <th key={title} scope='col'>{title}</th>)}
                <th scope='col'><span class='visually-hidden'>What can be done</span></th>
              </tr>
            </thead>
            <tbody>{snapshots.map((snapshot) => <Row key={snapshot.name} snapshot={snapshot} />)}</tbody>
          </table>
        </div>
      )}
    </section>
  )
}
