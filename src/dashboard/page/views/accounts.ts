import { account, info } from '../wire/world.js'

/** Whose eyes a job is looked for with: the chosen account's first, then all the others'. */
export function accountsToAsk (): string[] {
  const all = (info.value?.accounts ?? []).map(({ username }) => username)
  const { value: chosen } = account
  return chosen === undefined ? all : [...new Set([chosen.username, ...all])]
}
