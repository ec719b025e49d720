import type { JSX } from 'preact'

/** A status is told by shape and word, not by colour alone. */
const glyphs: Readonly<Record<string, string>> = {
  passed: '✓',
  success: '✓',
  failed: '✕',
  error: '!',
  running: '▸',
  'in progress': '▸',
  queued: '◌',
  new: '◌',
  complete: '▪'
}

const kinds: Readonly<Record<string, string>> = { success: 'passed', 'in progress': 'running', new: 'queued' }

export const kindOfStatus = (status: string): string => kinds[status] ?? status
export const glyphOf = (status: string): string => glyphs[status] ?? '▪'

/** A job's or a build's status: `complete` has no verdict. */
export function Status ({ status, isShort = false }: { status: string, isShort?: boolean }): JSX.Element {
  return (
    <span class='status' data-status={kindOfStatus(status)}>
      <span class='glyph' aria-hidden='true'>{glyphOf(status)}</span>
      <span class={isShort ? 'visually-hidden' : ''}>{status}</span>
    </span>
  )
}
