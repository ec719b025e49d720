import type { CommandRun } from './terminal.js'

/** What a command takes besides its words: options of a twin that it starts, or of a client of one that runs. */
export type Takes = 'twin' | 'client' | 'nothing'

export interface CommandSpec {
  readonly summary: string
  /** What follows the command, a line each. */
  readonly usage: readonly string[]
  readonly takes: Takes
  /** How many words may follow; what comes after `--` is not counted. */
  readonly words: readonly [min: number, max: number]
  /** Whether everything after `--` is a command of its own. */
  readonly runsAnother?: boolean
  readonly load: () => Promise<CommandRun>
}

/** All commands. The one source of parsing, checks and help; each is loaded when it is run. */
export const commands = {
  start: {
    summary: 'start the twin (the default)',
    usage: [''],
    takes: 'twin',
    words: [0, 0],
    load: async () => (await import('./start.js')).start
  },
  exec: {
    summary: 'start a twin, run a command against it, stop, exit as it did',
    usage: ['[OPTIONS] -- COMMAND …'],
    takes: 'twin',
    words: [0, 0],
    runsAnother: true,
    load: async () => (await import('./exec.js')).exec
  },
  validate: {
    summary: 'check world files',
    usage: ['FILE…'],
    takes: 'nothing',
    words: [0, Infinity],
    load: async () => (await import('./validate.js')).validate
  },
  init: {
    summary: 'write a world file to begin with',
    usage: ['[FILE]'],
    takes: 'nothing',
    words: [0, 1],
    load: async () => (await import('./init.js')).init
  },
  wait: {
    summary: 'wait until a twin is ready',
    usage: ['[--timeout PT30S]'],
    takes: 'client',
    words: [0, 0],
    load: async () => (await import('./health.js')).waitForTwin
  },
  healthcheck: {
    summary: 'exit 0 if a twin answers, 1 if not',
    usage: [''],
    takes: 'client',
    words: [0, 0],
    load: async () => (await import('./health.js')).healthcheck
  },
  info: {
    summary: 'version, world, time, accounts of a running twin',
    usage: [''],
    takes: 'client',
    words: [0, 0],
    load: async () => (await import('./info.js')).info
  },
  reset: {
    summary: 'put a world back to its start',
    usage: [''],
    takes: 'client',
    words: [0, 0],
    load: async () => (await import('./info.js')).reset
  },
  clock: {
    summary: 'read or set a world\'s clock',
    usage: ['', 'real', 'frozen [TIME]', 'offset DURATION', 'advance DURATION'],
    takes: 'client',
    words: [0, 2],
    load: async () => (await import('./clock.js')).clock
  },
  fault: {
    summary: 'list, add or remove faults',
    usage: ['list', 'add JSON', 'remove ID', 'clear'],
    takes: 'client',
    words: [0, 2],
    load: async () => (await import('./fault.js')).fault
  },
  verify: {
    summary: 'were these requests made? Exit 1 if not',
    usage: ['JSON'],
    takes: 'client',
    words: [1, 1],
    load: async () => (await import('./verify.js')).verify
  },
  snapshot: {
    summary: 'save, restore, carry and compare states',
    usage: [
      'list',
      'save NAME',
      'restore NAME',
      'delete NAME',
      'export NAME [FILE]',
      'import FILE [NAME]',
      'diff [FROM] [TO]'
    ],
    takes: 'client',
    words: [0, 3],
    load: async () => (await import('./snapshot.js')).snapshot
  },
  world: {
    summary: 'list, make or delete worlds',
    usage: ['list', 'create NAME [JSON]', 'delete NAME'],
    takes: 'client',
    words: [0, 3],
    load: async () => (await import('./world.js')).world
  },
  routes: {
    summary: 'list all operations, and how well each is known',
    usage: ['[PART]'],
    takes: 'nothing',
    words: [0, 1],
    load: async () => (await import('./routes.js')).routes
  },
  keys: {
    summary: 'make an App Store Connect API key',
    usage: ['create [FILE.p8 | -]'],
    takes: 'nothing',
    words: [1, 2],
    load: async () => (await import('./keys.js')).keys
  }
} as const satisfies Record<string, CommandSpec>

export type Command = keyof typeof commands
export const specOf = (command: Command): CommandSpec => commands[command]
