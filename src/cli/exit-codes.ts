import { ControlError } from '../client/transport.js'
import { Invalid } from '../kernel/errors.js'

/**
 * What every command's exit code says; `exec` exits as the command it ran. 1: it is not as expected, be it a
 * verification that fails, a port that is taken or a twin that does not answer. 2: what was written cannot be meant,
 * whatever the state of things: a flag, a word, a variable, a file.
 */
export const exitCodes = { done: 0, notAsExpected: 1, misuse: 2 } as const

/** The exit code for what a command throws. */
export function exitCodeOf (error: unknown): number {
  const isMisuse = error instanceof Invalid || (error instanceof ControlError && error.status === 400)
  return isMisuse ? exitCodes.misuse : exitCodes.notAsExpected
}
