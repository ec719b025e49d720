/** How long commands take besides what they wait for, ms: the way to the browser and back, and the browser's work. */
import type { Random } from '../../kernel/random.js'

const usual: Readonly<Record<string, number>> = {
  newSession: 2600,
  deleteSession: 240,
  navigateTo: 12,
  findElement: 26,
  findElements: 28,
  findElementFromElement: 24,
  findElementsFromElement: 26,
  elementClick: 85,
  elementSendKeys: 70,
  elementClear: 40,
  performActions: 90,
  executeScript: 11,
  executeAsyncScript: 14,
  takeScreenshot: 160,
  takeElementScreenshot: 140,
  printPage: 220,
  newWindow: 110,
  setWindowRect: 60,
  maximizeWindow: 70,
  minimizeWindow: 70,
  fullscreenWindow: 80,
  assertPerformance: 400,
  uploadFile: 40
}

const perCharacter = 4

/** Drawn around what is usual for the command; typing takes longer with each character. */
export function durationOf (name: string, parameters: Readonly<Record<string, unknown>>, random: Random): number {
  const { text } = parameters
  const typed = name === 'elementSendKeys' && typeof text === 'string' ? text.length * perCharacter : 0
  return random.logNormal((usual[name] ?? 8) + typed, 0.25)
}

/** Commands after which the screen may look different. */
const changing = new Set([
  'navigateTo', 'back', 'forward', 'refresh', 'closeWindow', 'switchToWindow', 'newWindow', 'setWindowRect',
  'maximizeWindow', 'minimizeWindow', 'fullscreenWindow', 'elementClick', 'elementClear', 'elementSendKeys',
  'performActions', 'releaseActions', 'dismissAlert', 'acceptAlert', 'sendAlertText'
])

export const changesScreen = (name: string): boolean => changing.has(name)
