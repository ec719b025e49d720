import { choose } from './ask.js'
import type { CommandSpec } from './command-spec.js'
import { commonFlags, flagsOf, type Flag } from './flags.js'
import type { CommandRun } from './terminal.js'

type Commands = Readonly<Record<string, CommandSpec>>

/** What a shell offers after a command. */
interface Offer {
  readonly name: string
  readonly summary: string
  /** What may follow at once: the commands of the command. */
  readonly words: readonly string[]
  /** Whether its words may be files. */
  readonly files: boolean
  readonly flags: readonly Flag[]
}

function offerOf (name: string, spec: CommandSpec): Offer {
  const { usage, summary } = spec
  const firsts = usage.map((line) => line.split(' ')[0] ?? '')
  return {
    name,
    summary,
    words: [...new Set(firsts.filter((word) => /^[a-z][a-z-]*$/.test(word)))],
    files: usage.some((line) => line.includes('FILE')),
    flags: [...flagsOf(spec), ...commonFlags]
  }
}

function offersOf (commands: Commands): Offer[] {
  const all = Object.entries(commands).map(([name, spec]) => offerOf(name, spec))
  const words = all.map(({ name }) => name)
  return [...all, { name: 'help', summary: 'tell how a command is used', words, files: false, flags: [] }]
}

const isFile = ({ value = '' }: Flag): boolean => value.includes('FILE')

/** The flags that take a value, of all commands, each once: which values those are is the same everywhere. */
function valued (all: readonly Offer[]): Flag[] {
  const byName = new Map(all.flatMap(({ flags }) => flags.filter(({ value }) => value !== undefined))
    .map((flag) => [flag.flag, flag]))
  return [...byName.values()]
}

/** Text within single quotes, for all three shells; our sentences have no backslash. */
const quoted = (text: string): string => `'${text.replaceAll('\'', '\'\\\'\'')}'`

function bashValues ({ flag, choices = [], ...rest }: Flag): string {
  const files = isFile({ flag, choices, ...rest }) ? ' $(compgen -f -- "$word")' : ''
  return `    ${flag}) COMPREPLY=($(compgen -W '${choices.join(' ')}' -- "$word")${files}); return ;;`
}

function bashWords ({ name, words, files, flags }: Offer): string {
  const file = files ? '; files=1' : ''
  return `    ${name}) words='${words.join(' ')}'; flags='${flags.map(({ flag }) => flag).join(' ')}'${file} ;;`
}

/** How the completion of bash begins: it looks for the command, and for the flag whose value is being written. */
const bashHead = `# perftwin completion for bash: source <(perftwin completion bash)
_perftwin () {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command= at= words= flags= files= i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    [[ \${COMP_WORDS[i]} == -- ]] && { compopt -o default 2> /dev/null; return; }
    [[ \${COMP_WORDS[i]} == -* || " $valued " == *" \${COMP_WORDS[i-1]} "* || -n $command ]] && continue
    command=\${COMP_WORDS[i]} at=$i
  done
`

const bashTail = (names: string): string => `
  if [[ $word == -* ]]; then COMPREPLY=($(compgen -W "$flags" -- "$word")); return; fi
  if [[ -z $command ]]; then COMPREPLY=($(compgen -W '${names}' -- "$word")); return; fi
  if ((COMP_CWORD == at + 1)); then COMPREPLY=($(compgen -W "$words" -- "$word")); fi
  if [[ -n $files && ( -z $words || $COMP_CWORD -gt $((at + 1)) ) ]]; then COMPREPLY+=($(compgen -f -- "$word")); fi
}
complete -F _perftwin perftwin
`

function forBash (all: readonly Offer[]): string {
  const withValue = valued(all)
  const flags = withValue.map(({ flag }) => flag).join(' ')
  const head = bashHead.replace('at= words=', `at= valued='${flags}' words=`)
  const values = `  case $before in\n${withValue.map(bashValues).join('\n')}\n  esac\n`
  const words = `  case \${command:-start} in\n${all.map(bashWords).join('\n')}\n  esac\n`
  return head + values + words + bashTail(all.map(({ name }) => name).join(' '))
}

/** A specification of _arguments; colons and brackets part its pieces. */
function zshFlag ({ flag, value, help, choices }: Flag): string {
  const said = `[${help.replace(/[[\]\\]/g, '\\$&')}]`
  if (value === undefined) return quoted(`${flag}${said}`)
  return quoted(`${flag}${said}:${value.toLowerCase()}:${zshValues({ flag, value, help, choices })}`)
}

/** Values that are words or files have a function of their own; one blank: there are some, and nobody knows them. */
function zshValues (flag: Flag): string {
  const { choices = [] } = flag
  if (isFile(flag)) return choices.length === 0 ? '_files' : zshName(flag)
  return choices.length === 0 ? ' ' : `(${choices.join(' ')})`
}

const zshName = ({ flag }: Flag): string => `_perftwin_${flag.slice(2)}`

const zshFunction = (flag: Flag): string =>
  `${zshName(flag)} () { compadd -- ${(flag.choices ?? []).join(' ')}; _files }\n`

function zshCase ({ name, words, files, flags }: Offer): string {
  const first = words.length === 0 ? [] : [quoted(`1:word:(${words.join(' ')})`)]
  const rest = files ? [quoted('*:file:_files')] : []
  return `    ${name}) _arguments -S ${[...flags.map(zshFlag), ...first, ...rest].join(' ')} ;;`
}

const forZsh = (all: readonly Offer[]): string => `#compdef perftwin
# perftwin completion for zsh: source <(perftwin completion zsh), or a file _perftwin in a folder of $fpath
${valued(all).filter((flag) => zshValues(flag) === zshName(flag)).map(zshFunction).join('')}_perftwin () {
  local -a names
  names=(${all.map(({ name, summary }) => quoted(`${name}:${summary.replaceAll(':', '\\:')}`)).join(' ')})
  if ((CURRENT == 2)) && [[ $words[2] != -* ]]; then _describe command names; return; fi
  local command=$words[2]
  if [[ $command == -* ]]; then command=start; else shift words; ((CURRENT--)); fi
  case $command in
${all.map(zshCase).join('\n')}
  esac
}
if [[ $funcstack[1] == _perftwin ]]; then _perftwin "$@"; else compdef _perftwin perftwin; fi
`

const fishSeen = (names: readonly string[]): string => `__fish_seen_subcommand_from ${names.join(' ')}`

function fishLines ({ name, summary, words, files, flags }: Offer, all: readonly Offer[]): string[] {
  const others = all.map((offer) => offer.name).filter((other) => other !== name)
  // Without a command it is start.
  const isMeant = name === 'start' ? `not ${fishSeen(others)}` : fishSeen([name])
  const after = `complete -c perftwin -n '${isMeant}'`
  return [
    `complete -c perftwin -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
    ...words.map((word) => `${after} -a ${word}`),
    ...(files ? [`${after} -F`] : []),
    ...flags.map((flag) => `${after} ${fishFlag(flag)}`)
  ]
}

function fishFlag (flag: Flag): string {
  const { flag: name, value, help, choices = [] } = flag
  const takes = isFile(flag) ? ' -r -F' : ' -x'
  const values = choices.length === 0 ? '' : ` -a '${choices.join(' ')}'`
  return `-l ${name.slice(2)}${value === undefined ? '' : takes}${values} -d ${quoted(help)}`
}

const forFish = (all: readonly Offer[]): string => `# perftwin completion for fish: perftwin completion fish | source
complete -c perftwin -f
${all.flatMap((offer) => fishLines(offer, all)).join('\n')}
`

/** Prints what lets a shell complete commands, options and their values, from the table that the help is made from. */
export const completionOf = (commands: Commands): CommandRun => async ({ rest: [shell = ''] }, { out }) => {
  out(choose('shell', shell, { bash: forBash, zsh: forZsh, fish: forFish })(offersOf(commands)))
  return 0
}
