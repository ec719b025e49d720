import type { JSX } from 'preact'
import { Copy } from '../../ui/copy.js'
import { count } from '../../ui/format.js'
import { worldRoot } from '../../wire/roots.js'
import { info, type Account } from '../../wire/world.js'

const base = worldRoot.href.replace(/\/$/, '')

const curlOf = ({ username, accessKey }: Account): string =>
  `curl -u ${username}:${accessKey} '${base}/rest/v1/${username}/jobs?limit=2'`

const clientOf = ({ username, accessKey }: Account): string =>
  `new SauceLabs({ user: '${username}', key: '${accessKey}', host: '${base}' })`

const authWords: Readonly<Record<string, string>> = {
  off: 'off: nobody is asked who they are',
  any: 'any: a name and any key will do',
  strict: 'strict: real keys and tokens only'
}

/** The world that is shown, and who may ask it what. */
export function Accounts (): JSX.Element | null {
  const world = info.value
  if (world === undefined) return null
  const { worldFile, seed, auth, counts, version, accounts } = world
  return (
    <section class='panel'>
      <h2>World</h2>
      <dl class='facts'>
        <dt>World file</dt><dd data-part='world-file'>{worldFile}</dd>
        <dt>Seed</dt><dd data-part='seed'>{seed}</dd>
        <dt>Auth</dt><dd data-part='auth'>{authWords[auth]}</dd>
        <dt>Holds</dt>
        <dd data-part='counts'>
          {count(counts['jobs'] ?? 0)} jobs, {count(counts['builds'] ?? 0)} builds, {count(counts['apps'] ?? 0)} apps
        </dd>
        <dt>Version</dt><dd>{version}</dd>
      </dl>
      <h2 class='after'>Accounts</h2>
      <ul class='accounts'>
        {accounts.map((account) => <AccountItem key={account.username} account={account} />)}
      </ul>
    </section>
  )
}

function AccountItem ({ account }: { account: Account }): JSX.Element {
  const { username, accessKey, team } = account
  return (
    <li>
      <strong>{username}</strong> <span class='muted'>{team}</span>
      <span class='row'>
        <Copy text={username} label='Name' of={username} />
        <Copy text={accessKey} label='Key' of={`of ${username}`} />
        <Copy text={() => curlOf(account)} label='curl' of={`as ${username}`} />
        <Copy text={() => clientOf(account)} label='SDK' of={`as ${username}`} />
      </span>
    </li>
  )
}
