import type { JSX } from 'preact'
import { Copy } from '../../ui/copy.js'
import { info } from '../../wire/world.js'

/** What the world is, at a glance. */
export function Overview (): JSX.Element {
  const world = info.value
  return (
    <div class='stack'>
      <section class='panel'>
        <h2>World</h2>
        <dl class='facts'>
          <dt>Seed</dt><dd>{world?.seed}</dd>
          <dt>World file</dt><dd>{world?.worldFile}</dd>
        </dl>
      </section>
      <section class='panel'>
        <h2>Accounts</h2>
        <ul>
          {world?.accounts.map(({ username, accessKey, team }) => (
            <li key={username}>
              {username} ({team}) <Copy text={username} of={username} />
              <Copy text={accessKey} label='Copy key' of={`of ${username}`} />
            </li>
          ))}
        </ul>
      </section>
    </div>
  )
}
