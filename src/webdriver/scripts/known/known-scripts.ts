/**
 * Scripts that clients send by themselves, answered without an engine: selenium's atoms, which begin with their name in
 * a
 * comment, and functions of WebdriverIO, which begin with its polyfill. Their texts change from version to version.
 */
import type { BrowserState } from '../../../browser/browser-state.js'
import { DriverError } from '../../../browser/errors.js'
import { isDisplayed } from '../../../browser/reading/displayed.js'
import type { ScriptSettings } from '../page-scripts.js'
import { isVisible, visibilityChecks } from '../host/visibility.js'
import { attributeByAtom } from './attribute-atom.js'
import { findRelative } from './relative-locators.js'

/** Answers a known script, by its arguments. @throws DriverError */
export type KnownScript =
  (state: BrowserState, args: readonly unknown[], machine: Pick<ScriptSettings, 'benchmark'>) => unknown

const byName: Readonly<Record<string, KnownScript>> = {
  isDisplayed: (state, [element, ignoresOpacity]) =>
    isDisplayed(state.context, state.elementIn(element), ignoresOpacity === true),
  getAttribute: (state, [element, name]) => {
    if (typeof name !== 'string') {
      throw new DriverError('javascript error',
        'javascript error: the attribute has no name')
    }
    return attributeByAtom(state.context, state.elementIn(element), name)
  },
  findElements: (state, [locator]) => findRelative(state, locator).map((element) => state.reference(element)),
  checkVisibility: (state, [element, options]) =>
    isVisible(state.context, state.elementIn(element), visibilityChecks(options)),
  benchmark: (state, _args, machine) => {
    state.settings.pass?.(benchmarked)
    return machine.benchmark()
  },
  /** What WebdriverIO asks beside: whether an element is there only by what it holds. */
  display: (state, [element]) => ({ value: state.context.view.styleOf(state.elementIn(element)).get('display') })
}

/** How long Lighthouse's benchmark takes, ms. */
const benchmarked = 500

const atom = /^\s*\/\*\s*(isDisplayed|getAttribute|findElements)\s*\*\/\s*return\b/
const polyfilled = /^\s*(?:var \w+ = )?function webdriverioPolyfill\b/
/** Lighthouse's, as speedo sends it: an engine is no measure of the machine that the world has. */
const benchmark = /\breturn \(function ultradumbBenchmark\w*\s*\(/
const called = /\breturn \(function (checkVisibility)\(/
const displayOnly = new RegExp(String.raw`\breturn \(function\s*\((\w+)\) \{\s*try \{\s*` +
  String.raw`const style = window\.getComputedStyle\(\1\);\s*return \{ value: style\?\.display \?\? "" \};`)

export function knownScript (script: string): KnownScript | undefined {
  const name = nameOf(script)
  return name === undefined ? undefined : byName[name]
}

/** The commands of W3C that clients ask by a script instead. */
const commands: Readonly<Record<string, string>> = {
  isDisplayed: 'isElementDisplayed',
  checkVisibility: 'isElementDisplayed',
  getAttribute: 'getElementAttribute',
  findElements: 'findElements'
}

/** The command that a client means by a script that it sends by itself; undefined for any other script. */
export const commandMeant = (script: string): string | undefined => commands[nameOf(script) ?? '']

function nameOf (script: string): string | undefined {
  if (benchmark.test(script)) return 'benchmark'
  return atom.exec(script)?.[1] ?? (polyfilled.test(script) ? ofWebdriverio(script) : undefined)
}

const ofWebdriverio = (script: string): string | undefined =>
  called.exec(script)?.[1] ?? (displayOnly.test(script) ? 'display' : undefined)
