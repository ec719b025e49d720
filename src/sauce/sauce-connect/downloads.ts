import { sha1, sha256 } from '../../kernel/ids.js'
import { programArchive } from './archive.js'
import { programFor } from './program.js'

/** The versions that are newest, as far as the vendor's documents tell. */
const newest = { 4: '4.9.2', 5: '5.2.3' } as const

/** Systems that the program runs on, by the words of version 5's API, and those of version 4's. */
const systems = new Map([['linux', 'linux'], ['macos', 'osx'], ['darwin', 'osx'], ['osx', 'osx']])

export const isServedSystem = (os: string): boolean => systems.has(os)

/**
 * The version that a client is told who asks for one by its beginning: marked as perftwin's and by the twin it is for,
 * so that nothing that was kept for another one, or for the vendor, is taken for it.
 */
export function versionFor (asked: string, base: string): string {
  const known = asked.startsWith('4') ? newest[4] : newest[5]
  const version = /^\d+\.\d+\.\d+$/.test(asked) ? asked : known
  return `${version}-perftwin.${sha256(base).slice(0, 8)}`
}

/** A version as it may stand in a path. */
export const isVersion = (text: string): boolean => /^[45]\.\d{1,3}\.\d{1,3}(?:-perftwin\.[0-9a-f]{8})?$/.test(text)

/** The file of version 5, and that of version 4: an archive of one program. */
export function fileNameOf (version: string, os: string, arch: string): string {
  const chip = arch === 'arm64' ? '-arm64' : ''
  if (version.startsWith('4')) return `sc-${version}-${systems.get(os) ?? 'linux'}${chip}.tar.gz`
  return `sauce-connect-${version}_${os}.${arch}.tar.gz`
}

const five = /^sauce-connect-(5\.[\w.-]{1,40})_(?:linux|macos|darwin)\.[\w]{1,20}\.tar\.gz$/
const four = /^(sc-(4\.[\w.-]{1,40}?)-(?:linux|osx)(?:-arm64)?)\.tar\.gz$/

/** Where in the archive of that name the program stands; undefined: there is no such archive. */
export function programPath (fileName: string): string | undefined {
  const [, version] = five.exec(fileName) ?? []
  if (version !== undefined) return isVersion(version) ? 'sc' : undefined
  const [, folder, older] = four.exec(fileName) ?? []
  return folder !== undefined && older !== undefined && isVersion(older) ? `${folder}/bin/sc` : undefined
}

/** The archive of that name, for a twin; undefined: there is none. */
export function archiveOf (fileName: string, twin: string): Buffer | undefined {
  const path = programPath(fileName)
  return path === undefined ? undefined : programArchive(path, programFor(twin))
}

/** How a client may check what it downloaded. */
export interface Sums { readonly sha1: string, readonly sha256: string }

export function sumsOf (fileName: string, twin: string): Sums {
  const archive = archiveOf(fileName, twin) ?? ''
  return { sha1: sha1(archive), sha256: sha256(archive) }
}
