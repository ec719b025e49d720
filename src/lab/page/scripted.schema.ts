/** What a page does in a WebDriver session, as a world file declares it; and what goes wrong on it. */
import { Type, type Static } from '../../kernel/schema.js'
import { driverStatuses, type DriverCode } from '../session/driver-codes.js'

const closed = { additionalProperties: false }

const Selector = (description: string, examples: readonly string[]): ReturnType<typeof Type.String> =>
  Type.String({ minLength: 1, maxLength: 1000, description, examples })

const happenings = ['click', 'input', 'change', 'submit', 'load'] as const

export const BehaviourSchema = Type.Object({
  on: Type.Enum(happenings, {
    description: 'What it waits for: a click, something typed or chosen (input, change), a form that is sent ' +
      '(submit), or the page itself (load). A link that is clicked is not followed then, and a form not sent.'
  }),
  selector: Type.Optional(Selector(
    'To which elements that has to happen, or to something in them: CSS. To any if left out.', ['#send', 'form.search']
  )),
  after: Type.Optional(Type.Number({
    minimum: 0,
    maximum: 600_000,
    description: 'How much later it shows, by the session\'s own time. ms.',
    usual: 0,
    examples: [500]
  })),
  show: Type.Optional(Selector('The elements that are shown then; none if left out.', ['#welcome'])),
  hide: Type.Optional(Selector('The elements that are hidden then; none if left out.', ['.spinner'])),
  setText: Type.Optional(Type.Record(Type.String({ maxLength: 10_000 }), {
    maxProperties: 50,
    description: 'What elements say then, and fields hold, by their selectors; nothing new if left out.',
    examples: [{ '#status': 'Saved' }]
  })),
  navigate: Type.Optional(Type.String({
    minLength: 1,
    maxLength: 2048,
    description: 'Where it leads then: the name of a page, or a URL; nowhere if left out.',
    examples: ['account', 'https://shop.example.com/account']
  }))
}, closed)
export type Behaviour = Static<typeof BehaviourSchema>

/** Commands that are about a page, by W3C's names: those that can fail on it. */
export const pageCommands = [
  'navigateTo', 'back', 'forward', 'refresh', 'getCurrentUrl', 'getTitle', 'getPageSource', 'switchToFrame',
  'findElement', 'findElements', 'findElementFromElement', 'findElementsFromElement', 'getActiveElement',
  'isElementSelected', 'isElementDisplayed', 'isElementEnabled', 'getElementAttribute', 'getElementProperty',
  'getElementCssValue', 'getElementText', 'getElementTagName', 'getElementRect', 'getComputedRole', 'getComputedLabel',
  'elementClick', 'elementClear', 'elementSendKeys', 'performActions', 'executeScript', 'executeAsyncScript',
  'getAllCookies', 'getNamedCookie', 'addCookie', 'deleteCookie', 'deleteAllCookies',
  'takeScreenshot', 'takeElementScreenshot', 'printPage'
] as const

const codes = Object.keys(driverStatuses) as DriverCode[]

export const PageFailureSchema = Type.Object({
  command: Type.Enum(pageCommands, { description: 'Which command fails, by W3C\'s name in camel case.' }),
  selector: Type.Optional(Selector(
    'About which elements: those that it finds or is sent to, CSS. Whatever it is about if left out.', ['#send']
  )),
  error: Type.Enum(codes, { description: 'W3C\'s code of what it fails with.' }),
  message: Type.Optional(Type.String({
    maxLength: 1000,
    description: 'What is said of it; the code alone if left out.',
    examples: ['the overlay is in the way']
  })),
  flaky: Type.Optional(Type.Number({
    minimum: 0,
    maximum: 1,
    description: 'In which share of sessions it fails, drawn once a session from the seed.',
    usual: 1,
    examples: [0.1]
  })),
  times: Type.Optional(Type.Integer({
    minimum: 1,
    maximum: 1_000_000,
    description: 'How often it fails in a session; after that all is well. Each time if left out.',
    examples: [1]
  }))
}, closed)
export type PageFailure = Static<typeof PageFailureSchema>
