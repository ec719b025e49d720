/** What a session's commands do on the screen, moment by moment: scrolling, a pointer that clicks, text being typed. */
import { purchaseButton, type Place } from '../../lab/session/anatomy.js'
import type { ChangedLook } from '../../lab/session/session-command.js'
import type { SessionCommand } from '../../lab/session/session.js'
import type { VisualProgress } from '../../lab/timeline.js'
import type { PageUse } from './drawing.js'

/** From `at` on (ms since the session began) the page is seen like this. */
export interface PageState extends PageUse {
  readonly at: number
  readonly scrollY: number
  /** What of the page is another than when it was loaded. */
  readonly look?: ChangedLook | undefined
  /** Where the pointer is in the window's page, CSS px; undefined before it is used. */
  readonly pointer?: Readonly<{ x: number, y: number }>
}

/** The page that is open at a moment, if any. */
type PageAt = (at: number) => VisualProgress | undefined

/** In a session of more commands the pointer jumps, and text appears at once. */
const mostFluent = 400

/** On its way to an element the pointer is shown at these shares of the command's time and of the way. */
const way = [[0, 0.2], [0.15, 0.5], [0.3, 0.8], [0.45, 1]] as const
const keys = [0.25, 0.5, 0.75, 1] as const

const centreOf = ({ x, y, w, h }: Place, scrollY: number): { x: number, y: number } =>
  ({ x: x + w / 2, y: y + h / 2 - scrollY })

const isPurchase = (place: Place, visual: VisualProgress | undefined): boolean =>
  visual?.elements.some((element) => {
    const button = purchaseButton(element)
    return button?.x === place.x && button.y === place.y
  }) ?? false

/** Something of the page is another from the moment on. */
type Change = Partial<Omit<PageState, 'at'>>

class Film {
  readonly states: PageState[] = [{ at: 0, scrollY: 0 }]

  constructor (readonly fluent: boolean, readonly pageAt: PageAt) {}

  get last (): PageState {
    return this.states.at(-1) ?? { at: 0, scrollY: 0 }
  }

  show (at: number, change: Change): void {
    this.states.push({ ...this.last, ...change, at })
  }

  /** The pointer goes to a place that is in sight. */
  #goTo (place: Place, { at, duration, scrollY }: SessionCommand): void {
    const from = this.last.pointer ?? { x: 40, y: 40 }
    const to = centreOf(place, scrollY)
    if (this.last.scrollY !== scrollY) this.show(at, { scrollY })
    for (const [time, share] of this.fluent ? way : way.slice(-1)) {
      const pointer = { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
      this.show(at + duration * time, { pointer })
    }
  }

  #click (place: Place, command: SessionCommand): void {
    const { at, duration } = command
    this.#goTo(place, command)
    this.show(at + duration * 0.6, { pressed: place })
    const { inCart = 0 } = this.last
    const bought = isPurchase(place, this.pageAt(at))
    this.show(at + duration, { pressed: null, ...(bought ? { inCart: inCart + 1 } : {}) })
  }

  #type (place: Place, command: SessionCommand, text: string): void {
    const { at, duration } = command
    this.#goTo(place, command)
    const characters = [...text]
    for (const share of this.fluent ? keys : keys.slice(-1)) {
      const typed = characters.slice(0, Math.ceil(characters.length * share)).join('')
      this.show(at + duration * (0.45 + 0.55 * share), { typed })
    }
  }

  take (command: SessionCommand): void {
    const { at, duration, visit, failed, method, path, request: { text }, place, scrollY } = command
    if (visit !== null) this.show(at, { scrollY: 0, typed: '', pressed: null, look: undefined })
    if (visit !== null || failed || method !== 'POST') return
    if (place !== null && path.endsWith('/value')) this.#type(place, command, String(text ?? ''))
    else if (place !== null && path.endsWith('/click')) this.#click(place, command)
    else if (scrollY !== this.last.scrollY) this.show(at + duration, { scrollY })
  }

  /** What the command has changed is seen when it has ended. */
  look ({ at, duration, look, visit, visible }: SessionCommand): void {
    if (visit !== null || !visible || look === this.last.look) return
    this.show(at + duration, { look })
  }
}

/** In order of time; the first is from the session's start on. */
export function pageStates (commands: readonly SessionCommand[], pageAt: PageAt): PageState[] {
  const film = new Film(commands.length <= mostFluent, pageAt)
  for (const command of commands) {
    film.take(command)
    film.look(command)
  }
  return film.states
}
