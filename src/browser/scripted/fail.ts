/** Commands that fail on a page, as its world file says. */
import type { DomElement } from '../../document/nodes.js'
import { pageCommands, type PageFailure } from '../../lab/page/scripted.schema.js'
import type { BrowserState } from '../browser-state.js'
import { referenceIn } from '../element-ids.js'
import { DriverError } from '../errors.js'
import type { LoadedPage } from '../settings.js'
import { isMeant } from './meant.js'

type About = () => readonly DomElement[]

const ofPages: ReadonlySet<string> = new Set(pageCommands)

/** Commands of which it is known only afterwards what they are about: the page they lead to, what they find. */
const judgedAfter = /^(?:navigateTo|back|forward|refresh|find.*|getActiveElement)$/
/** Commands that are about a window's page, whatever frame of it is current. */
const ofWindow = /^(?:navigateTo|back|forward|refresh|getCurrentUrl|getTitle)$/

/** @throws DriverError for a command that is to fail before it does anything; `id`: the element that it is sent to */
export function failBefore (state: BrowserState, command: string, id?: string): void {
  if (!judgedAfter.test(command)) fail(state, command, () => sentTo(state, id))
}

/** @throws DriverError for a command that is to fail by what it has led to; `answer`: what it would answer */
export function failAfter (state: BrowserState, command: string, answer: unknown): void {
  if (judgedAfter.test(command)) fail(state, command, () => foundIn(state, answer))
}

function fail (state: BrowserState, command: string, about: About): void {
  if (!ofPages.has(command)) return
  const { failures = [], url } = pageOf(state, command)
  for (const [index, failure] of failures.entries()) {
    if (failure.command !== command || !isAbout(failure, about)) continue
    if (!state.failures.strikes(failure, `failure ${index} of ${url}`)) continue
    const { error, message } = failure
    throw new DriverError(error, message === undefined ? error : `${error}: ${message}`)
  }
}

const pageOf = (state: BrowserState, command: string): LoadedPage =>
  ofWindow.test(command) ? state.current.top.page : state.context.page

const isAbout = ({ selector }: PageFailure, about: About): boolean =>
  selector === undefined || about().some((element) => isMeant(selector, element))

/** The element that a command is sent to; none where there is no such element: the command itself says so. */
function sentTo (state: BrowserState, id: string | undefined): readonly DomElement[] {
  try {
    return id === undefined ? [] : [state.element(id)]
  } catch (error) {
    if (error instanceof DriverError) return []
    throw error
  }
}

/** The elements that a command answers with. */
const foundIn = (state: BrowserState, answer: unknown): readonly DomElement[] =>
  [answer].flat().flatMap((each) => sentTo(state, referenceIn(each)))
