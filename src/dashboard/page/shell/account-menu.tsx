import type { JSX } from 'preact'
import { account, chosenAccount, info } from '../wire/world.js'

/** Whose jobs are looked at, where there are several accounts. */
export function AccountMenu (): JSX.Element | null {
  const accounts = info.value?.accounts ?? []
  if (accounts.length < 2) return null
  const choose = (username: string): void => { chosenAccount.value = username }
  return (
    <label class='row'>
      <span class='muted'>as</span>
      <select value={account.value?.username} onChange={({ currentTarget }) => { choose(currentTarget.value) }}>
        {accounts.map(({ username }) => <option key={username} value={username}>{username}</option>)}
      </select>
    </label>
  )
}
