import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { asked } from './begin.js'
import { Spotlight } from './spotlight.js'
import { beginStory, endStory, isPlaying, place, playOrPause, problem, stepBy, story } from './state.js'

const keys: Readonly<Record<string, () => void>> = {
  ArrowRight: () => { void stepBy(1) },
  ArrowLeft: () => { void stepBy(-1) },
  ' ': playOrPause,
  Escape: endStory
}

/** Whoever types, or walks through a chart, means that. */
const isTaken = ({ defaultPrevented, target, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean =>
  defaultPrevented || altKey || ctrlKey || metaKey ||
  (target instanceof HTMLElement && target.matches('input, select, textarea, [contenteditable], [role="tab"]'))

function onKeyDown (event: KeyboardEvent): void {
  const does = keys[event.key]
  const isPress = event.key === ' ' && event.target instanceof HTMLButtonElement
  if (does === undefined || isPress || isTaken(event)) return
  event.preventDefault()
  does()
}

/** The story that the address asks for: its caption, readable from the back of a room, and what moves it. */
export function StoryBar (): JSX.Element | null {
  useEffect(() => {
    void beginStory()
    if (asked === null) return
    document.body.classList.add('in-story')
    addEventListener('keydown', onKeyDown)
    return () => {
      document.body.classList.remove('in-story')
      removeEventListener('keydown', onKeyDown)
    }
  }, [])
  if (asked === null) return null
  const steps = story.value?.steps ?? []
  const step = place.value === undefined ? undefined : steps[place.value]
  const isFirst = (place.value ?? 0) === 0
  return (
    <>
      {step?.light !== undefined && <Spotlight selector={step.light} key={place.value} />}
      <aside class='story' aria-label='Story' data-step={place.value}>
        {problem.value !== undefined && <p class='story-problem' role='alert'>{problem.value}</p>}
        <p class='story-caption'>{step?.caption ?? (problem.value === undefined ? 'The story begins …' : '')}</p>
        <div class='row'>
          <span class='story-place'>{place.value === undefined ? '' : `${place.value + 1} / ${steps.length}`}</span>
          <button type='button' onClick={() => { void stepBy(-1) }} disabled={isFirst}>← Back</button>
          <button type='button' onClick={() => { void stepBy(1) }} disabled={step === undefined}>Next →</button>
          <button type='button' onClick={playOrPause} aria-pressed={isPlaying.value}>Play (space)</button>
          <button type='button' onClick={endStory}>End (Esc)</button>
        </div>
      </aside>
    </>
  )
}
