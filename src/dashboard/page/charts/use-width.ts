import type { RefObject } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'

/** How wide an element is, px: charts are drawn in the pixels they have, so that their words stay readable. */
export function useWidth<T extends Element> (usual: number): { ref: RefObject<T | null>, width: number } {
  const ref = useRef<T>(null)
  const [width, setWidth] = useState(usual)
  useLayoutEffect(() => {
    const { current } = ref
    if (current === null) return
    const measure = (): void => {
      const wide = Math.round(current.getBoundingClientRect().width)
      if (wide > 0) setWidth(wide)
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(current)
    return () => { observer.disconnect() }
  }, [])
  return { ref, width }
}
