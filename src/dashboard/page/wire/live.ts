import { signal, type ReadonlySignal } from '@preact/signals'
import { after } from '../time.js'
import { awaiting } from './ready.js'
import { controlOf, worldRoot } from './roots.js'

/** An event of a world, as the stream tells it. */
export interface LiveEvent {
  readonly type: string
  readonly at: string
  readonly world: string
  readonly [field: string]: unknown
}

/** The name of the world that is shown. */
export const worldName = decodeURIComponent(/\/w\/([^/]+)\/$/.exec(worldRoot.pathname)?.[1] ?? 'default')

/** Whether something happened in the world that is shown, or nobody knows where. */
export const isOfThisWorld = ({ world }: LiveEvent): boolean => world === '' || world === worldName

type Hear = (event: LiveEvent) => void

const listeners = new Set<Hear>()

/** Whether the twin is heard. */
const heard = signal(true)
export const isHeard: ReadonlySignal<boolean> = heard

/** All that is told; a browser hands on only the types that somebody names. */
const types = ['request', 'change', 'status', 'restored', 'clock', 'fault', 'world', 'snapshot', 'quota', 'lost']

let source: EventSource | undefined
let isWanted = false
let comeBack: (() => void) | undefined
/** Says that the stream is there, or will not be. */
let settle: (() => void) | undefined

function tell (event: LiveEvent): void {
  for (const hear of listeners) hear(event)
}

/** What happened while nobody listened is not told again: everything may have changed. */
export const tellAll = (): void => { tell({ type: 'lost', at: '', world: '' }) }

function close (): void {
  source?.close()
  settle?.()
  source = undefined
  comeBack?.()
  comeBack = undefined
}

/**
 * One stream a page, for all its parts: a browser has six connections to a host. Of all worlds: lists show them. Asked
 * of the default world, which is always there: the one that is shown may go, and come again.
 */
function open (): void {
  if (source !== undefined || document.hidden || !isWanted) return
  const stream = new EventSource(new URL('events?all=true&actor=dashboard', controlOf('default')))
  source = stream
  let wasLost = !heard.value
  const settled = settle = awaiting()
  stream.onopen = () => {
    heard.value = true
    settled()
    if (wasLost) tellAll()
    wasLost = false
  }
  stream.onerror = () => {
    heard.value = false
    settled()
    wasLost = true
    // A refused stream is never tried again by the browser.
    if (stream.readyState === EventSource.CLOSED && source === stream) {
      close()
      comeBack = after(2000, open)
    }
  }
  for (const type of types) {
    stream.addEventListener(type, ({ data }) => {
      tell({ type, at: '', world: '', ...JSON.parse(String(data)) as object })
    })
  }
}

/** Begins to listen; a hidden page does not. */
export function listenToTwin (): void {
  isWanted = true
  open()
}

export function stopListening (): void {
  isWanted = false
  close()
}

document.addEventListener('visibilitychange', () => {
  if (document.hidden) return close()
  open()
  tellAll()
})

/** Hears every event of every world. The answer ends it. */
export function hear (listener: Hear): () => void {
  listeners.add(listener)
  return () => { listeners.delete(listener) }
}
