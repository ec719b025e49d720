import { mkdir, readdir, rm } from 'node:fs/promises'
import { createConnection, createServer, type Server, type Socket } from 'node:net'
import { homedir } from 'node:os'
import { basename, join } from 'node:path'
import { after } from '../kernel/clock.js'
import { DomainError, messageOf } from '../kernel/errors.js'
import type { Terminal } from './terminal.js'

/** Where a twin is that was left running. */
export interface About { readonly url: string, readonly port: number, readonly pid: number }

/**
 * A socket by which a twin that was left running can be found and asked to stop. Who holds it lives: unlike a file with
 * a process number it cannot name another process that was given that number since.
 */
export interface Door {
  /** Resolves when somebody asks the twin to stop. */
  readonly asked: Promise<void>
  close (): Promise<void>
}

/** Where this user's twins that were left running have their doors and their logs. */
export function stateFolder (env: Terminal['env']): string {
  const told = env.XDG_STATE_HOME ?? ''
  return join(told === '' ? join(homedir(), '.local', 'state') : told, 'perftwin')
}

/** @throws DomainError with a sentence when it cannot be made. */
export async function makeStateFolder (folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((error: unknown) => {
    throw new DomainError(`cannot keep logs in ${folder} (${messageOf(error)}): name another folder by XDG_STATE_HOME`)
  })
}

export const logOf = (folder: string, port: number): string => join(folder, `${port}.log`)

/** What is said at a door to stop the twin behind it. */
const stopWord = 'stop\n'

/** @throws DomainError when no socket can be made in the folder. */
export async function openDoor (folder: string, about: About): Promise<Door> {
  const path = join(folder, `${about.port}-${about.pid}.sock`)
  // One of that name is left of a process that had this number before.
  await rm(path, { force: true })
  const { promise: asked, resolve } = knock()
  const server = createServer((socket) => {
    // Whoever knocks does not keep the process alive: that the line is cut tells them that it has ended.
    socket.unref().setEncoding('utf8').on('error', () => {})
    socket.on('data', (text) => { if (String(text) === stopWord) resolve() })
    socket.write(`${JSON.stringify(about)}\n`)
  })
  await listenAt(server, path)
  server.unref()
  return { asked, close: async () => { server.close() } }
}

function knock (): { promise: Promise<void>, resolve: () => void } {
  let resolve = (): void => {}
  const promise = new Promise<void>((_resolve) => { resolve = _resolve })
  return { promise, resolve }
}

async function listenAt (server: Server, path: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      const why = `cannot make the socket ${path} (${error.message})`
      reject(new DomainError(`${why}: name another folder by XDG_STATE_HOME`))
    })
    server.listen(path, resolve)
  })
}

/** Where a twin is that does not say so itself: as much as the name of its door tells. */
function aboutFrom (path: string): About {
  const [port = NaN, pid = NaN] = basename(path, '.sock').split('-').map(Number)
  return { url: `the twin on port ${port}`, port, pid }
}

/** A twin of this user that was left running, with the line to it. */
export interface Detached {
  readonly about: About
  readonly socket: Socket
}

/** The twins of this user that were left running. Forgets those that have ended without a word. */
export async function detachedTwins (folder: string): Promise<Detached[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.sock'))
  const found = await Promise.all(names.map(async (name) => await behind(join(folder, name))))
  return found.filter((each) => each !== undefined).sort((a, b) => a.about.port - b.about.port)
}

/** How long a twin may take to say who it is, ms. */
const patience = 2000

/** Who is behind a door; undefined, and the door is gone, when nobody is. */
async function behind (path: string): Promise<Detached | undefined> {
  const socket = createConnection(path)
  socket.setEncoding('utf8')
  return await new Promise((resolve) => {
    const giveUp = after(patience, () => { resolve({ about: aboutFrom(path), socket }) })
    socket.once('data', (line) => {
      giveUp()
      resolve({ about: JSON.parse(String(line)) as About, socket })
    })
    socket.once('error', () => {
      giveUp()
      rm(path, { force: true }).then(() => { resolve(undefined) }, () => { resolve(undefined) })
    })
  })
}

/** Asks a twin to stop, and resolves with whether it has ended within `ms`. */
export async function endTwin ({ socket }: Detached, ms: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const giveUp = after(ms, () => {
      socket.destroy()
      resolve(false)
    })
    socket.once('close', () => {
      giveUp()
      resolve(true)
    })
    socket.on('error', () => {})
    socket.write(stopWord)
  })
}
