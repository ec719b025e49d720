import type { Answer } from '../control/operations.js'
import { jsonOf, needed, say, senderOf } from './ask.js'
import { paint, type CommandRun } from './terminal.js'

type Verdict = Answer<'verify'>

function headOf ({ verified, undecidable }: Verdict, colour: boolean): string {
  if (verified) return paint(colour, 'green', 'verified')
  return paint(colour, 'red', undecidable ? 'undecidable' : 'not verified')
}

function inWords (verdict: Verdict, colour: boolean): string {
  const lines = [`${headOf(verdict, colour)}: ${verdict.message}`]
  for (const { method, path, differences } of verdict.nearMisses) {
    lines.push(`  near miss: ${method} ${path}`)
    for (const { field, expected, actual } of differences) {
      lines.push(`    ${field}: expected ${JSON.stringify(expected)}, was ${JSON.stringify(actual)}`)
    }
  }
  return lines.map((line) => `${line}\n`).join('')
}

export const verify: CommandRun = async (invocation, terminal) => {
  const expectation = jsonOf(needed(invocation.rest[0], 'the expectation'), 'the expectation')
  const found = await senderOf(invocation, terminal)<'verify'>('POST', 'verify', expectation)
  say(invocation, terminal, found, () => inWords(found, terminal.colour))
  return found.verified ? 0 : 1
}
