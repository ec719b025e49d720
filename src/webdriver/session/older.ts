/** What clients still say as it was before W3C, said as W3C has it. */
import { isJsonObject, type JsonObject } from '../../kernel/json.js'

export interface Said { readonly name: string, readonly parameters: JsonObject }

/** A text as it stands in a CSS string. */
const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\a ')}"`

/** Locators that W3C left to CSS. */
const asCss: Readonly<Record<string, (value: string) => string>> = {
  id: (value) => `[id=${quoted(value)}]`,
  name: (value) => `[name=${quoted(value)}]`,
  'class name': (value) => `.${value.replace(/[^\w-]/g, '\\$&')}`
}

function located (parameters: JsonObject): JsonObject {
  const { using, value } = parameters
  const css = typeof using === 'string' && Object.hasOwn(asCss, using) ? asCss[using] : undefined
  return css === undefined || typeof value !== 'string'
    ? parameters
    : { ...parameters, using: 'css selector', value: css(value) }
}

const timeoutNames: Readonly<Record<string, string>> = {
  implicit: 'implicit', script: 'script', 'page load': 'pageLoad', pageLoad: 'pageLoad'
}

/** `{ type, ms }` of the older protocol. */
function timeouts (parameters: JsonObject): JsonObject {
  const { type, ms } = parameters
  const name = typeof type === 'string' && Object.hasOwn(timeoutNames, type) ? timeoutNames[type] : undefined
  return name === undefined ? parameters : { [name]: ms }
}

/** Text was sent as a list of its characters. */
function keys (parameters: JsonObject): JsonObject {
  const { text, value } = parameters
  return text === undefined && Array.isArray(value) ? { ...parameters, text: value.join('') } : parameters
}

const window = (parameters: JsonObject): JsonObject =>
  parameters.handle === undefined && parameters.name !== undefined ? { handle: parameters.name } : parameters

/** WebdriverIO sends its whole element object: only the reference in it is meant. */
function frame (parameters: JsonObject): JsonObject {
  const { id } = parameters
  if (!isJsonObject(id)) return parameters
  const key = ['element-6066-11e4-a52e-4f735466cecf', 'ELEMENT'].find((each) => Object.hasOwn(id, each))
  return key === undefined ? parameters : { id: { [key]: id[key] } }
}

const ways: Readonly<Record<string, (parameters: JsonObject) => JsonObject>> = {
  findElement: located,
  findElements: located,
  findElementFromElement: located,
  findElementsFromElement: located,
  findElementFromShadowRoot: located,
  findElementsFromShadowRoot: located,
  setTimeouts: timeouts,
  elementSendKeys: keys,
  sendAlertText: keys,
  switchToWindow: window,
  switchToFrame: frame
}

/** A command and its parameters as a W3C client sends them. */
export function saidAnew (name: string, parameters: JsonObject): Said {
  if (name === 'setImplicitWait') return { name: 'setTimeouts', parameters: { implicit: parameters.ms } }
  if (name === 'setScriptTimeout') return { name: 'setTimeouts', parameters: { script: parameters.ms } }
  return { name, parameters: ways[name]?.(parameters) ?? parameters }
}
