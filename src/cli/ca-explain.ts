import { join, resolve } from 'node:path'
import {
  clientFiles, ecosystems, explanationOf, type ClientFile, type Ecosystem, type Explanation
} from '../edge/explanations.js'
import { authorityFolder } from '../twin-authority.js'
import { choose, jsonLine } from './ask.js'
import { paint, type Invocation, type Terminal } from './terminal.js'

/** In single quotes where a shell would take it for more than a word. */
const quoted = (path: string): string => /^[\w./:@%+,-]+$/.test(path) ? path : `'${path.replaceAll('\'', '\'\\\'\'')}'`

/** What makes a file that clients take, where no folder keeps it. */
const making = (file: ClientFile): string => `perftwin ca ${file} ${clientFiles[file]}`

interface Told extends Explanation { readonly ecosystem: Ecosystem }

/** By the folder in which the files are; without one they are to be made where one stands. */
function toldOf (ecosystem: Ecosystem, folder: string | undefined): Told {
  const pathOf = (file: ClientFile): string =>
    folder === undefined ? `$PWD/${clientFiles[file]}` : quoted(join(resolve(folder), clientFiles[file]))
  const files = { pem: pathOf('pem'), bundle: pathOf('bundle'), jks: pathOf('jks') }
  const { about, needs, lines, notes } = explanationOf(ecosystem, files)
  const made = folder === undefined ? needs.map(making) : []
  return { ecosystem, about, needs, lines: [...made, ...lines], notes }
}

function inWords ({ ecosystem, about, lines, notes }: Told, colour: boolean): string {
  const told = [...lines.map((line) => `  ${line}`), ...notes.map((note) => `  # ${note}`)]
  return [`${paint(colour, 'bold', ecosystem)}: ${about}`, ...told, ''].join('\n')
}

/** Says how the clients of one ecosystem, or of all, are told to trust the root. Asks no twin. */
export function explain ({ rest: [, ecosystem], options, json }: Invocation, { out, colour }: Terminal): number {
  const all = Object.fromEntries(ecosystems.map((each) => [each, [each]]))
  const folder = authorityFolder(options)
  const chosen = ecosystem === undefined ? ecosystems : choose('ecosystem', ecosystem, all)
  const told = chosen.map((each) => toldOf(each, folder))
  out(json ? jsonLine(told) : told.map((each) => inWords(each, colour)).join('\n'))
  return 0
}
