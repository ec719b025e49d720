import { messageOf } from '../kernel/errors.js'
import { remembered } from '../kernel/memo.js'
import type { DataFile, StoredWorld } from './data-file.js'
import type { StateRecord, StoredChanges } from './states.js'

/** The text of a data file, and what it leaves out for the first time because nothing can write it: a phrase each. */
export interface WrittenFile { readonly text: string, readonly leftOut: readonly string[] }

/** The text of something; undefined where it has none, be it that it is nested beyond all measure. */
interface Written { readonly text: string | undefined, readonly fault?: string }

function written (write: () => string): Written {
  try {
    return { text: write() }
  } catch (error) {
    return { text: undefined, fault: messageOf(error) }
  }
}

/** The text of an object to which more members follow. */
const opened = (value: object): string =>
  Object.keys(value).length === 0 ? '{' : `${JSON.stringify(value).slice(0, -1)},`

/**
 * Writes data files, a record to a line. Records never change, so the text of each is made once and kept with it. What
 * cannot be written is left out and told once: the rest must not wait for it.
 */
export function dataFileWriter (): (file: DataFile) => WrittenFile {
  let leftOut: string[] = []
  const leave = (what: string, { fault = '' }: Written): void => { leftOut.push(`${what} (${fault})`) }
  const recordText = remembered((record: object): string | undefined => {
    const made = written(() => JSON.stringify(record))
    if (made.text === undefined) leave('a record', made)
    return made.text
  })
  const changesText = ({ put, gone }: StoredChanges): string => {
    const records = put.map(recordText).filter((text) => text !== undefined)
    return `{"put":[${records.map((text) => `\n${text}`).join(',')}],"gone":${JSON.stringify(gone)}}`
  }
  const stateText = ({ changes, ...rest }: StateRecord): string => {
    const collections = Object.entries(changes).map(([name, change]) =>
      `${JSON.stringify(name)}:${changesText(change)}`)
    return `${opened(rest)}"changes":{${collections.join(',')}}}`
  }
  const worldText = remembered(({ start, snapshots = {}, ttl, ...state }: StoredWorld): string | undefined => {
    const made = written(() => {
      const saved = Object.entries(snapshots).map(([name, snapshot]) =>
        `\n${JSON.stringify(name)}:{"saved":${snapshot.saved},"state":${stateText(snapshot.state)}}`)
      const parts = [stateText(state).slice(0, -1)]
      if (start !== undefined) parts.push(`\n"start":${stateText(start)}`)
      if (saved.length > 0) parts.push(`\n"snapshots":{${saved.join(',')}}`)
      if (ttl !== undefined) parts.push(`"ttl":${ttl}`)
      return `${parts.join(',')}}`
    })
    if (made.text === undefined) leave('a world', made)
    return made.text
  })
  return ({ worlds, ...head }) => {
    leftOut = []
    const parts: string[] = []
    for (const [name, world] of Object.entries(worlds)) {
      const text = worldText(world)
      if (text !== undefined) parts.push(`\n${JSON.stringify(name)}:${text}`)
    }
    return { text: `${JSON.stringify(head).slice(0, -1)},"worlds":{${parts.join(',')}}}\n`, leftOut }
  }
}
