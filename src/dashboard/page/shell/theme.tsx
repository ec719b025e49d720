import { effect, signal } from '@preact/signals'
import type { JSX } from 'preact'

const key = 'perftwin-theme'
const order = ['system', 'light', 'dark'] as const
type Theme = typeof order[number]

const isTheme = (text: string | null): text is Theme => order.some((theme) => theme === text)

/** A browser may forbid that anything is kept. */
function kept (): Theme {
  try {
    const text = localStorage.getItem(key)
    return isTheme(text) ? text : 'system'
  } catch {
    return 'system'
  }
}

const theme = signal<Theme>(kept())

effect(() => {
  if (theme.value === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme.value
  try {
    localStorage.setItem(key, theme.value)
  } catch {}
})

/** As the system has it, light or dark. */
export function ThemeSwitch (): JSX.Element {
  const next = order[(order.indexOf(theme.value) + 1) % order.length] ?? 'system'
  const name = theme.value === 'system' ? 'auto' : theme.value
  return (
    <button type='button' aria-label={`${name}: colours; change to ${next}`} onClick={() => { theme.value = next }}>
      {name}
    </button>
  )
}
