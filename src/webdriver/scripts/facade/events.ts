import type { Core } from './core.js'
import type { Course, Init, Listener } from './course.js'

/** Events, and who listens to them: listeners are scripts' and live in the engine, with the attributes `on…`. */
export function events (core: Core) {
  const courses = new WeakMap<object, Course>()
  const courseOf = (event: object): Course => {
    const course = courses.get(event)
    if (course === undefined) throw new TypeError('Illegal invocation')
    return course
  }
  const began = 0

  class Event {
    static readonly NONE = 0
    static readonly CAPTURING_PHASE = 1
    static readonly AT_TARGET = 2
    static readonly BUBBLING_PHASE = 3
    type: string
    bubbles: boolean
    cancelable: boolean
    composed: boolean
    readonly timeStamp = core.number('elapsed') - began
    constructor (type: string, init: Init = {}) {
      if (type === undefined) throw new TypeError('1 argument required, but only 0 present.')
      this.type = String(type)
      this.bubbles = Boolean(init?.bubbles)
      this.cancelable = Boolean(init?.cancelable)
      this.composed = Boolean(init?.composed)
      const still = { stopped: false, stoppedAtOnce: false, prevented: false, passive: false }
      const unsent = { target: null, current: null, phase: 0, running: false, trusted: false, path: [] }
      courses.set(this, { ...still, ...unsent })
    }

    get target () { return courseOf(this).target }
    get srcElement () { return courseOf(this).target }
    get currentTarget () { return courseOf(this).current }
    get eventPhase () { return courseOf(this).phase }
    get defaultPrevented () { return courseOf(this).prevented }
    get isTrusted () { return courseOf(this).trusted }
    get returnValue () { return !courseOf(this).prevented }
    set returnValue (value: boolean) { if (!value) this.preventDefault() }
    get cancelBubble () { return courseOf(this).stopped }
    set cancelBubble (value: boolean) { if (value) courseOf(this).stopped = true }
    composedPath () { return [...courseOf(this).path] }
    stopPropagation () { courseOf(this).stopped = true }
    stopImmediatePropagation () {
      const course = courseOf(this)
      course.stopped = true
      course.stoppedAtOnce = true
    }

    preventDefault () {
      const course = courseOf(this)
      if (this.cancelable && !course.passive) course.prevented = true
    }

    initEvent (type: string, bubbles = false, cancelable = false) {
      if (courseOf(this).running) return
      this.type = String(type)
      this.bubbles = bubbles
      this.cancelable = cancelable
    }
  }
  core.named(Event.prototype, 'Event')

  /** A kind of event whose further fields come from its init, with what they are if it does not say. */
  function kind<B extends new (type: string, init?: Init) =>
  Event> (name: string, base: B, fields: Record<string, unknown>) {
    const made = {
      [name]: class extends (base as unknown as new (type: string, init?: Init) => Event) {
        constructor (type: string, init: Init = {}) {
          super(type, init)
          for (const [field, absent] of Object.entries(fields)) {
            const value = init?.[field]
            Object.defineProperty(this, field,
              { value: value === undefined ? absent : value, enumerable: true, configurable: true })
          }
        }
      }
    }[name] as B
    core.named(made.prototype, name)
    return made
  }

  const CustomEvent = kind('CustomEvent', Event, { detail: null })
  const UIEvent = kind('UIEvent', Event, { view: null, detail: 0, which: 0 })
  const modifiers = { ctrlKey: false, shiftKey: false, altKey: false, metaKey: false }
  const places = {
    screenX: 0, screenY: 0, clientX: 0, clientY: 0, pageX: 0, pageY: 0, x: 0, y: 0, offsetX: 0, offsetY: 0,
    movementX: 0, movementY: 0
  }
  const MouseEvent = kind('MouseEvent', UIEvent,
    { ...places, ...modifiers, button: 0, buttons: 0, relatedTarget: null })
  const pointer = { pointerId: 0, width: 1, height: 1, pressure: 0, pointerType: '', isPrimary: false }
  const PointerEvent = kind('PointerEvent', MouseEvent, pointer)
  const WheelEvent = kind('WheelEvent', MouseEvent, { deltaX: 0, deltaY: 0, deltaZ: 0, deltaMode: 0 })
  const DragEvent = kind('DragEvent', MouseEvent, { dataTransfer: null })
  const keys = { key: '', code: '', location: 0, repeat: false, isComposing: false, charCode: 0, keyCode: 0 }
  const KeyboardEvent = kind('KeyboardEvent', UIEvent, { ...keys, ...modifiers })
  const InputEvent = kind('InputEvent', UIEvent, { data: null, inputType: '', isComposing: false })
  const FocusEvent = kind('FocusEvent', UIEvent, { relatedTarget: null })
  const SubmitEvent = kind('SubmitEvent', Event, { submitter: null })
  const HashChangeEvent = kind('HashChangeEvent', Event, { oldURL: '', newURL: '' })
  const PopStateEvent = kind('PopStateEvent', Event, { state: null })
  const StorageEvent = kind('StorageEvent', Event, { key: null, oldValue: null, newValue: null, url: '' })
  const ErrorEvent = kind('ErrorEvent', Event, { message: '', filename: '', lineno: 0, colno: 0, error: null })

  const listeners = new WeakMap<object, Map<string, Listener[]>>()
  const handlers = new WeakMap<object, Map<string, unknown>>()
  /** Who comes after a target on an event's way up, and what its `on…` attribute says; set where nodes are made. */
  const ways: {
    parentOf: (target: object, event: Event) => object | null
    attribute: (target: object, name: string) => unknown
    /** Whether the host runs the attributes by itself, for the event that is being dispatched. */
    areAttributesHosts: boolean
  } = { parentOf: () => null, attribute: () => undefined, areAttributesHosts: false }

  const isCapture = (options: unknown): boolean =>
    typeof options === 'object' && options !== null
      ? Boolean((options as { capture?: unknown }).capture)
      : Boolean(options)

  class EventTarget {
    addEventListener (type: string, listener: unknown, options?: unknown): void {
      if (typeof listener !== 'function' && (typeof listener !== 'object' || listener === null)) return
      const { once = false, passive = false } = (typeof options === 'object' && options !== null
        ? options
        : {}) as Partial<Listener>
      const byType = listeners.get(this) ?? new Map<string, Listener[]>()
      listeners.set(this, byType)
      const all = byType.get(String(type)) ?? []
      const capture = isCapture(options)
      if (all.some((each) => each.call === listener && each.capture === capture)) return
      byType.set(String(type), [...all, { call: listener, capture, once: Boolean(once), passive: Boolean(passive) }])
    }

    removeEventListener (type: string, listener: unknown, options?: unknown): void {
      const byType = listeners.get(this)
      const capture = isCapture(options)
      const left = byType?.get(String(type))?.filter((each) => each.call !== listener || each.capture !== capture)
      if (left !== undefined) byType?.set(String(type), left)
    }

    dispatchEvent (event: Event): boolean {
      const course = courseOf(event)
      if (course.running || event.type === '') {
        throw new core.DOMException('The event is already being dispatched.', 'InvalidStateError')
      }
      return dispatch(this, event, false)
    }
  }
  core.named(EventTarget.prototype, 'EventTarget')

  /** What goes wrong in a listener stops nothing but that listener; the console hears of it. */
  const reports: { failed: (error: unknown) => void } = { failed: () => {} }

  function hear (current: object, event: Event, course: Course, phase: number): void {
    course.current = current
    course.phase = phase
    const atTarget = phase === Event.AT_TARGET
    for (const listener of listeners.get(current)?.get(event.type) ?? []) {
      if (course.stoppedAtOnce) return
      if (!atTarget && listener.capture !== (phase === Event.CAPTURING_PHASE)) continue
      if (listener.once) (current as EventTarget).removeEventListener(event.type, listener.call, listener.capture)
      course.passive = listener.passive
      try {
        const { call } = listener
        if (typeof call === 'function') call.call(current, event)
        else (call as { handleEvent (event: Event): void }).handleEvent(event)
      } catch (error) {
        reports.failed(error)
      }
      course.passive = false
    }
    if (phase !== Event.CAPTURING_PHASE && !course.stoppedAtOnce) hearHandler(current, event)
  }

  function hearHandler (current: object, event: Event): void {
    const name = `on${event.type}`
    const handler = ways.areAttributesHosts ? handlers.get(current)?.get(name) : handlerOf(current, name)
    if (typeof handler !== 'function') return
    try {
      if (handler.call(current, event) === false) event.preventDefault()
    } catch (error) {
      reports.failed(error)
    }
  }

  function dispatch (target: object, event: Event, trusted: boolean): boolean {
    const course = courseOf(event)
    const path: object[] = [target]
    for (let next = ways.parentOf(target, event); next !== null; next = ways.parentOf(next, event)) path.push(next)
    Object.assign(course, { target, path, trusted, running: true })
    const above = path.slice(1)
    for (const current of above.toReversed()) if (!course.stopped) hear(current, event, course, Event.CAPTURING_PHASE)
    if (!course.stopped) hear(target, event, course, Event.AT_TARGET)
    for (const current of event.bubbles ? above : []) {
      if (!course.stopped) {
        hear(current, event, course,
          Event.BUBBLING_PHASE)
      }
    }
    Object.assign(course, { current: null, phase: 0, running: false, stopped: false, stoppedAtOnce: false, path: [] })
    return !course.prevented
  }

  /** A handler that a script has set, or else what the attribute says. */
  function handlerOf (target: object, name: string): unknown {
    const set = handlers.get(target)
    return set?.has(name) === true ? set.get(name) : ways.attribute(target, name) ?? null
  }

  function setHandler (target: object, name: string, value: unknown): void {
    const set = handlers.get(target) ?? new Map<string, unknown>()
    handlers.set(target, set)
    set.set(name, typeof value === 'function' ? value : null)
  }
  const forgetHandler = (target: object, name: string): void => { handlers.get(target)?.delete(name) }

  const handled = ('abort animationend beforeinput beforeunload blur cancel change click close contextmenu copy cut ' +
    'dblclick drag dragend dragenter dragleave dragover dragstart drop error focus focusin focusout hashchange input ' +
    'invalid keydown keypress keyup load message mousedown mouseenter mouseleave mousemove mouseout mouseover ' +
    'mouseup ' +
    'pageshow paste pointerdown pointermove pointerup popstate readystatechange reset resize scroll select storage ' +
    'submit toggle touchend touchstart transitionend unload wheel').split(' ').map((type) => `on${type}`)
  const withHandlers = (type: { prototype: object }): void =>
    core.accessors(type, handled, handlerOf, setHandler)

  const types = {
    Event, CustomEvent, UIEvent, MouseEvent, PointerEvent, WheelEvent, DragEvent, KeyboardEvent, InputEvent,
    FocusEvent, SubmitEvent,
    HashChangeEvent, PopStateEvent, StorageEvent, ErrorEvent, EventTarget
  }
  /** Runs one handler for an event that is on its way: false if what would follow is prevented. */
  function handle (handler: unknown, current: object, target: object, event: Event): boolean {
    Object.assign(courseOf(event), { target, current, phase: current === target ? 2 : 3, trusted: true, running: true })
    if (typeof handler === 'function' && handler.call(current, event) === false) event.preventDefault()
    return !courseOf(event).prevented
  }

  return { types, Event, EventTarget, dispatch, handle, ways, reports, withHandlers, forgetHandler }
}

export type Events = ReturnType<typeof events>
