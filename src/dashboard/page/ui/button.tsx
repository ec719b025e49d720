import type { ComponentChildren, JSX } from 'preact'
import { useState } from 'preact/hooks'
import { asRefusal } from '../wire/refusal.js'
import { announce } from './announcer.js'

interface Press {
  /** What it does; a refusal is shown beside the button. */
  readonly does: () => Promise<unknown>
  readonly children: ComponentChildren
  readonly label?: string
  readonly done?: string
  readonly isPrimary?: boolean
  readonly isDisabled?: boolean
}

/** A button that asks something of the twin: it waits for the answer, and says what went wrong. */
export function Does ({ does, children, label, done, isPrimary = false, isDisabled = false }: Press): JSX.Element {
  const [isBusy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | undefined>(undefined)
  const press = async (): Promise<void> => {
    setBusy(true)
    setFault(undefined)
    try {
      await does()
      if (done !== undefined) announce(done)
    } catch (error) {
      setFault(asRefusal(error).message)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <button
        type='button'
        class={isPrimary ? 'primary' : ''}
        aria-label={label}
        disabled={isDisabled}
        aria-disabled={isBusy}
        onClick={() => { if (!isBusy) void press() }}
      >
        {children}
      </button>
      {fault !== undefined && <span class='notice' role='alert'>{fault}</span>}
    </>
  )
}
