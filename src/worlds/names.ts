import { Invalid } from '../kernel/errors.js'

const pattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

/**
 * A world or a snapshot has a name that a URL can carry as it is. `parameter` is what a refusal says is at fault.
 * @throws Invalid
 */
export function checkName (name: string, kind: 'world' | 'snapshot', parameter: string): void {
  if (pattern.test(name)) return
  const rule = 'letters, digits, dot, dash and underscore, 64 at most'
  throw new Invalid(`"${name.slice(0, 80)}" is no ${kind} name: ${rule}`, parameter)
}
