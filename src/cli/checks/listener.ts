import { readdir, readFile, readlink } from 'node:fs/promises'

/** A line of /proc/net/tcp that listens: its port and the number of its socket (proc(5)). */
const line = /^ *\d+: [0-9A-F]+:([0-9A-F]{4}) \S+ 0A (?:\S+ +){5}(\d+)/

const textOf = async (file: string): Promise<string> => await readFile(file, 'utf8').catch(() => '')

async function socketsOn (port: number): Promise<Set<string>> {
  const tables = await Promise.all(['tcp', 'tcp6'].map(async (name) => await textOf(`/proc/net/${name}`)))
  const sockets = new Set<string>()
  for (const row of tables.flatMap((table) => table.split('\n'))) {
    const [, hex = '', socket = ''] = line.exec(row) ?? []
    if (Number.parseInt(hex, 16) === port) sockets.add(`socket:[${socket}]`)
  }
  return sockets
}

/** What is open in a process; nothing of one that has ended or is somebody else's. */
async function openIn (pid: string): Promise<string[]> {
  const folder = `/proc/${pid}/fd`
  const names = await readdir(folder).catch(() => [])
  return await Promise.all(names.map(async (name) => await readlink(`${folder}/${name}`).catch(() => '')))
}

/**
 * Which process listens on a port, in words; undefined where the system does not tell: of other users' processes, and
 * all but Linux.
 */
export async function listenerOn (port: number): Promise<string | undefined> {
  const sockets = await socketsOn(port)
  if (sockets.size === 0) return undefined
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    if (!(await openIn(pid)).some((file) => sockets.has(file))) continue
    const command = (await textOf(`/proc/${pid}/cmdline`)).replaceAll('\0', ' ').trim()
    return `process ${pid} (${command.slice(0, 80)})`
  }
  return undefined
}
