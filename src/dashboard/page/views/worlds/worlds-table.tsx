import type { JSX } from 'preact'
import type { Answer } from '../../../../control/operations.js'
import { Does } from '../../ui/button.js'
import { Confirmed } from '../../ui/confirmed.js'
import { count, time } from '../../ui/format.js'
import { ask } from '../../wire/ask.js'
import { worldName } from '../../wire/live.js'
import { controlOf, dashboardOf } from '../../wire/roots.js'
import { leaving } from '../../wire/world.js'
import { freeName } from './new-world.js'

export type World = Answer<'listWorlds'>['worlds'][number]

const modes = { real: 'running', offset: 'running, moved', frozen: 'frozen' } as const

const reset = async (name: string): Promise<unknown> =>
  await ask<'reset'>('POST', new URL('reset', controlOf(name)).href)

/** Whoever asks a world that is gone makes it anew: where it is the one that is shown, nothing asks any more. */
async function drop (name: string): Promise<void> {
  const isShown = name === worldName
  const url = new URL(`worlds/${encodeURIComponent(name)}`, controlOf('default')).href
  leaving.value = isShown
  try {
    await ask<'deleteWorld'>('DELETE', url)
    if (isShown) location.href = `${dashboardOf('default')}#/worlds`
  } catch (error) {
    leaving.value = false
    throw error
  }
}

function Actions ({ name, taken }: { name: string, taken: readonly string[] }): JSX.Element {
  const fork = freeName(`${name}-fork`, taken)
  return (
    <span class='row'>
      {name === worldName
        ? <span class='muted'>shown here</span>
        : <a href={`${dashboardOf(name)}#/worlds`} aria-label={`Open ${name}`}>Open</a>}
      <Confirmed
        does={async () => await reset(name)}
        label={`Reset ${name}`}
        question={`Put ${name} back to its start?`}
        done={`${name} is as at its start`}
      >
        Reset
      </Confirmed>
      <Does
        does={async () => await ask<'createWorld'>('POST', 'worlds', { body: { name: fork, from: name } })}
        label={`Fork ${name}`}
        done={`${fork} is made`}
      >
        Fork
      </Does>
      {name !== 'default' && (
        <Confirmed
          does={async () => { await drop(name) }}
          label={`Delete ${name}`}
          question={`Delete ${name} with all it holds?`}
          done={`${name} is gone`}
        >
          Delete
        </Confirmed>
      )}
    </span>
  )
}

const columns = ['World', 'Clock (UTC)', 'Seed', 'World file', 'Changes', 'Snapshots', 'Gone in'] as const

/** All worlds of the twin. */
export const WorldsTable = ({ worlds, limit }: { worlds: readonly World[], limit: number }): JSX.Element => (
  <section class='panel stack' aria-label='Worlds'>
    <h2>Worlds <span class='muted'>{count(worlds.length)} of at most {count(limit)}</span></h2>
    <div class='scrolls worlds-table' role='region' aria-label='Worlds, as a table' tabIndex={0}>
      <table>
        <thead class='stays'>
          <tr>
            {columns.map((title) => <th key={title} scope='col'>{title}</th>)}
            <th scope='col'><span class='visually-hidden'>What can be done</span></th>
          </tr>
        </thead>
        <tbody>
          {worlds.map(({ name, clock, seed, worldFile, changes, snapshots, expiresIn }) => (
            <tr key={name} data-world={name} class={name === worldName ? 'chosen' : ''}>
              <th scope='row'>{name}</th>
              <td class='mono'>{time(clock.now)} <span class='muted'>{modes[clock.mode]}</span></td>
              <td class='number'>{seed}</td>
              <td>{worldFile}</td>
              <td class='number'>{count(changes)}</td>
              <td class='number'>{count(snapshots)}</td>
              <td>{expiresIn ?? ''}</td>
              <td><Actions name={name} taken={worlds.map((world) => world.name)} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </section>
)
