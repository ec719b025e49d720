import { useEffect, useRef } from 'preact/hooks'

const moves: Readonly<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1 }

interface Walk {
  /** What the ids of the rows' buttons begin with. */
  readonly name: string
  readonly length: number
  readonly chosen: number | undefined
  readonly choose: (index: number | undefined) => void
}

/** Lets the arrow keys go up and down through rows that have a button each; Escape closes what is open. */
export function useWalk ({ name, length, chosen, choose }: Walk): (event: KeyboardEvent, index: number) => void {
  const isWalking = useRef(false)
  useEffect(() => {
    if (isWalking.current && chosen !== undefined) document.getElementById(`${name}-${chosen}`)?.focus()
    isWalking.current = false
  }, [name, chosen])
  return (event, index) => {
    const by = moves[event.key]
    if (event.key === 'Escape') return choose(undefined)
    if (by === undefined) return
    event.preventDefault()
    const next = index + by
    if (next < 0 || next >= length) return
    isWalking.current = true
    choose(next)
  }
}
