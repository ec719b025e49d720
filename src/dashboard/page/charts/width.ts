import type { RefObject } from 'preact'
import { useLayoutEffect, useState } from 'preact/hooks'

/** How wide an element is, px, now and whenever that changes; `first` until it is known. */
export function useWidth (element: RefObject<HTMLElement | null>, first: number): number {
  const [width, setWidth] = useState(first)
  useLayoutEffect(() => {
    const { current } = element
    if (current === null) return
    const measure = (): void => { setWidth(Math.max(1, Math.floor(current.clientWidth))) }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(current)
    return () => { observer.disconnect() }
  }, [])
  return width
}
