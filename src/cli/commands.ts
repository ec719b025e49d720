import { chosen, integer, url } from '../option-values.js'
import type { CommandSpec } from './command-spec.js'
import { namesOf } from './edge/exceptions.js'

/** The table below, for what is made from all of it: named apart, so that its type does not depend on itself. */
const table = (): Readonly<Record<string, CommandSpec>> => commands

/** All commands. The one source of parsing, checks and help; each is loaded when it is run. */
export const commands = {
  start: {
    summary: 'start the twin (the default)',
    usage: ['', '--detach'],
    takes: 'twin',
    own: { detach: { help: 'return once it answers, and leave it running (perftwin stop ends it)' } },
    words: [0, 0],
    load: async () => (await import('./start.js')).start
  },
  stop: {
    summary: 'end a twin that start --detach left running',
    usage: ['', '--port N', '--all'],
    takes: 'nothing',
    own: {
      port: { value: 'N', help: 'the one that listens there (default: the only one)', read: integer(1, 65535) },
      all: { help: 'all of this user\'s' }
    },
    words: [0, 0],
    load: async () => (await import('./stop.js')).stop
  },
  exec: {
    summary: 'start a twin, run a command against it, stop, exit as it did',
    usage: ['[OPTIONS] -- COMMAND …', '--edge -- npm test'],
    takes: 'twin',
    own: {
      edge: { help: 'set proxy and certificates too: the command reaches the twin by the vendors\' own host names' },
      noProxy: { value: 'NAMES', help: 'with --edge: names not to ask the twin for, with commas', read: namesOf }
    },
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
  journal: {
    summary: 'what was asked, and what was answered',
    usage: ['', 'list [N]', 'tail [N]', 'show NUMBER', 'har [FILE]', 'clear'],
    takes: 'client',
    words: [0, 2],
    load: async () => (await import('./journal.js')).journal
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
    usage: ['', 'sauce', 'app-store-connect', 'control'],
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
  },
  ca: {
    summary: 'print the certificate that clients trust for HTTPS; explain how they are told',
    usage: ['', 'pem [FILE]', 'bundle [FILE]', 'jks FILE', 'fingerprint', 'explain [ECOSYSTEM]'],
    takes: 'twin',
    own: {
      url: { value: 'URL', help: 'of the running twin to ask (default: where --ca or --data keeps it)', read: url }
    },
    words: [0, 2],
    load: async () => (await import('./ca.js')).ca
  },
  env: {
    summary: 'print the variables that point clients at a running twin',
    usage: ['', 'sauce', 'asc', 'edge'],
    takes: 'client',
    own: {
      format: {
        value: 'FORMAT',
        help: 'shell, fish, dotenv or github (default shell)',
        ...chosen('shell', 'fish', 'dotenv', 'github')
      },
      noProxy: { value: 'NAMES', help: 'with edge: names not to ask the twin for, with commas', read: namesOf }
    },
    words: [0, 1],
    load: async () => (await import('./env.js')).env
  },
  doctor: {
    summary: 'say what stands in the way of a twin and its clients. Exit 1 if something does',
    usage: [''],
    takes: 'twin',
    own: { edge: { help: 'expect proxy and certificates to lead clients to the twin, as perftwin env edge has them' } },
    words: [0, 0],
    load: async () => (await import('./doctor.js')).doctor
  },
  completion: {
    summary: 'print what lets a shell complete commands and options',
    usage: ['bash', 'zsh', 'fish'],
    takes: 'nothing',
    words: [1, 1],
    load: async () => (await import('./completion.js')).completionOf(table())
  }
} as const satisfies Record<string, CommandSpec>

export type Command = keyof typeof commands
export const specOf = (command: Command): CommandSpec => commands[command]
