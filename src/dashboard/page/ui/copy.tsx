import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { announce } from './announcer.js'

/** The clipboard is there in secure contexts alone; a twin beyond this machine is often none. */
async function copy (text: string): Promise<boolean> {
  if (!window.isSecureContext) return copyBySelection(text)
  return await navigator.clipboard.writeText(text).then(() => true, () => copyBySelection(text))
}

function copyBySelection (text: string): boolean {
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'visually-hidden'
  const { activeElement } = document
  document.body.append(area)
  area.select()
  const isCopied = document.execCommand('copy')
  area.remove()
  if (activeElement instanceof HTMLElement) activeElement.focus()
  return isCopied
}

/** A button that puts a text onto the clipboard. `text` may be made when it is wanted. */
export function Copy (
  { text, label = 'Copy', of }: { text: string | (() => string | Promise<string>), label?: string, of?: string }
): JSX.Element {
  const [said, setSaid] = useState<string | undefined>(undefined)
  const press = async (): Promise<void> => {
    const isCopied = await copy(typeof text === 'string' ? text : await text())
    const words = isCopied ? 'Copied' : 'The browser does not let it be copied'
    setSaid(words)
    announce(words)
  }
  return (
    <button
      type='button'
      aria-label={of === undefined ? undefined : `${label} ${of}`}
      onClick={() => { void press() }}
      onBlur={() => { setSaid(undefined) }}
    >
      {said ?? label}
    </button>
  )
}
