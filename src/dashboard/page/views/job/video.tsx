import { useSignalEffect } from '@preact/signals'
import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import type { Cursor } from '../../load/lanes.js'
import { filePath, type FoundJob } from '../../load/read.js'
import { lookingAt } from '../../wire/ask.js'

interface Shown {
  readonly found: FoundJob
  readonly cursor: Cursor
  /** Where in the video the page load begins, s. */
  readonly offset: number | undefined
  /** How long the page load is, ms. */
  readonly end: number
}

/** The video goes where the time axis looks, and the time axis goes where the video plays. */
export function Video ({ found, cursor, offset, end }: Shown): JSX.Element {
  const video = useRef<HTMLVideoElement>(null)
  const isFollowed = useRef(false)
  useSignalEffect(() => {
    const at = cursor.value
    const { current } = video
    if (current === null || offset === undefined || at === undefined || !current.paused || isFollowed.current) return
    current.currentTime = Math.max(0, offset + at / 1000)
  })
  const follow = (): void => {
    const { current } = video
    if (current === null || offset === undefined) return
    const at = Math.round((current.currentTime - offset) * 1000)
    if (at < 0 || at > end) return
    // What the video says must not send it anywhere.
    isFollowed.current = true
    cursor.value = at
    isFollowed.current = false
  }
  return (
    <div class='video'>
      <video
        ref={video}
        src={lookingAt(found.account, filePath(found.job.id, 'video.mp4')).href}
        controls
        muted
        preload='auto'
        aria-label='Video of the session'
        onTimeUpdate={({ currentTarget }) => { if (!currentTarget.paused) follow() }}
        onSeeked={({ currentTarget }) => { if (document.activeElement === currentTarget) follow() }}
      />
      <p class='muted'>
        {offset === undefined
          ? 'The session, from its start.'
          : `This page load begins ${offset.toFixed(1)} s into it; the video follows the time axis.`}
      </p>
    </div>
  )
}
