import type { ComponentChildren, JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Does } from './button.js'

interface Asked {
  readonly does: () => Promise<unknown>
  readonly children: ComponentChildren
  /** What a screen reader calls the button. */
  readonly label: string
  /** What is asked before it is done: `Delete test-17?` */
  readonly question: string
  readonly done?: string
}

/** A button for what cannot be taken back: it asks first, in its own place. */
export function Confirmed ({ does, children, label, question, done }: Asked): JSX.Element {
  const [isAsked, setAsked] = useState(false)
  const place = useRef<HTMLElement>(null)
  const isFirst = useRef(true)
  const stop = (): void => { setAsked(false) }
  useEffect(() => {
    // Whoever pressed a button by a key goes on at what took its place.
    if (!isFirst.current) place.current?.querySelector('button')?.focus()
    isFirst.current = false
  }, [isAsked])
  if (!isAsked) {
    return (
      <span ref={place}>
        <button type='button' aria-label={label} onClick={() => { setAsked(true) }}>{children}</button>
      </span>
    )
  }
  return (
    <span
      ref={place}
      class='row confirm'
      role='group'
      aria-label={question}
      onKeyDown={(event) => { if (event.key === 'Escape') stop() }}
    >
      <span>{question}</span>
      <Does
        isPrimary
        label={`Yes: ${label}`}
        {...done === undefined ? {} : { done }}
        does={async () => {
          await does()
          setAsked(false)
        }}
      >
        Yes
      </Does>
      <button type='button' onClick={stop}>No</button>
    </span>
  )
}
