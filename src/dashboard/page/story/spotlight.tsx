import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

const margin = 8

/** The first part of the page that is meant and that is seen. A selector of a user's may be none. */
function find (selector: string): Element | undefined {
  try {
    return [...document.querySelectorAll(selector)].find((part) => part.getClientRects().length > 0)
  } catch {
    return undefined
  }
}

/** Dims everything but one part of the page, wherever that is by now. */
export function Spotlight ({ selector }: { selector: string }): JSX.Element {
  const light = useRef<HTMLDivElement>(null)
  useEffect(() => {
    let shown: Element | undefined
    let frame = 0
    const follow = (): void => {
      const { current } = light
      const part = find(selector)
      if (part !== undefined && part !== shown) part.scrollIntoView({ block: 'start' })
      shown = part
      if (current !== null) {
        const { left, top, width, height } = part?.getBoundingClientRect() ?? new DOMRect(0, 0, innerWidth, innerHeight)
        current.style.left = `${left - margin}px`
        current.style.top = `${top - margin}px`
        current.style.width = `${width + 2 * margin}px`
        current.style.height = `${height + 2 * margin}px`
      }
      frame = requestAnimationFrame(follow)
    }
    follow()
    return () => { cancelAnimationFrame(frame) }
  }, [selector])
  return <div class='spotlight' ref={light} aria-hidden='true' />
}
