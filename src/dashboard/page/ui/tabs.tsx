import type { JSX } from 'preact'

interface Tab { readonly id: string, readonly title: string }

/** Tabs as the ARIA practices have them: one tab stop, arrows choose. Name the panel `panel-{name}`. */
export function Tabs (
  { name, label, tabs, chosen, choose }:
  { name: string, label: string, tabs: readonly Tab[], chosen: string, choose: (id: string) => void }
): JSX.Element {
  const step = (by: number): void => {
    const index = tabs.findIndex(({ id }) => id === chosen)
    const next = tabs[(index + by + tabs.length) % tabs.length]
    if (next === undefined) return
    choose(next.id)
    document.getElementById(`tab-${name}-${next.id}`)?.focus()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowRight') step(1)
    else if (event.key === 'ArrowLeft') step(-1)
    else return
    event.preventDefault()
  }
  return (
    <div class='tabs' role='tablist' aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map(({ id, title }) => (
        <button
          key={id}
          type='button'
          role='tab'
          id={`tab-${name}-${id}`}
          aria-selected={id === chosen}
          aria-controls={`panel-${name}`}
          tabIndex={id === chosen ? 0 : -1}
          onClick={() => { choose(id) }}
        >
          {title}
        </button>
      ))}
    </div>
  )
}

/** What the chosen tab shows. */
export const TabPanel = (
  { name, chosen, children }: { name: string, chosen: string, children: preact.ComponentChildren }
): JSX.Element =>
  <div role='tabpanel' id={`panel-${name}`} aria-labelledby={`tab-${name}-${chosen}`} tabIndex={0}>{children}</div>
