/** Which command a request is, by its method and address. */
import { plainPath, withoutClosingSlash } from '../kernel/target.js'
import { commands, type Command } from './commands.js'

/** A command with what its address names. */
export interface Addressed {
  readonly command: Command
  /** The command's address below its session, as logs have it; of those of no session the whole of it. */
  readonly below: string
  readonly session?: string
  readonly element?: string
  readonly shadow?: string
  readonly name?: string
}

/** `wrong method`: the address has commands, but none for this method. */
export type Found = Addressed | 'unknown' | 'wrong method'

/** A step of the tree of all addresses: what comes next by its word, or anything, by the name it has. */
interface Node {
  readonly words: Map<string, Node>
  any: { readonly name: string, readonly node: Node } | undefined
  readonly commands: Map<string, Command>
}

const node = (): Node => ({ words: new Map(), any: undefined, commands: new Map() })

let tree: Node | undefined

function grown (): Node {
  const root = node()
  for (const command of commands) {
    let at = root
    for (const part of command.path.split('/').slice(1)) at = step(at, part)
    at.commands.set(command.method, command)
  }
  return root
}

function step (at: Node, part: string): Node {
  if (part.startsWith('{')) {
    at.any ??= { name: part.slice(1, -1), node: node() }
    return at.any.node
  }
  const next = at.words.get(part) ?? node()
  at.words.set(part, next)
  return next
}

const withoutHub = (path: string): string => path.startsWith('/wd/hub') ? path.slice('/wd/hub'.length) : path

/** A part of a path as the client meant it; one that is no such text stays as it is. */
function decoded (part: string): string {
  if (!part.includes('%')) return part
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

interface Way { readonly at: Node, readonly names: ReadonlyArray<readonly [name: string, value: string]> }

/** A word goes before what stands for anything, where both lead on (`element/active` is no element's). */
function follow (at: Node, parts: readonly string[], from: number, names: Way['names']): Way | undefined {
  const part = parts[from]
  if (part === undefined) return at.commands.size > 0 ? { at, names } : undefined
  const word = at.words.get(part)
  const found = word === undefined ? undefined : follow(word, parts, from + 1, names)
  if (found !== undefined || at.any === undefined || part === '') return found
  return follow(at.any.node, parts, from + 1, [...names, [at.any.name, decoded(part)]])
}

/** `target`: a request's, with its query. */
export function addressed (method: string, target: string): Found {
  tree ??= grown()
  const path = withoutHub(withoutClosingSlash(plainPath(target)))
  const parts = path.split('/').slice(1)
  const way = follow(tree, parts, 0, [])
  if (way === undefined) return 'unknown'
  const command = way.at.commands.get(method)
  if (command === undefined) return 'wrong method'
  const below = way.names.length === 0 || parts.length === 2 ? path : parts.slice(2).join('/')
  return { command, below, ...Object.fromEntries(way.names) }
}
