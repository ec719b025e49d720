import { piecesOf } from '../../document/pieces.js'
import type { BrowserState } from '../browser-state.js'
import { scrollIntoView } from '../interaction/scrolling.js'
import { pdf, printedLines, sheetHeight, type Sheet } from '../pictures/pdf.js'
import { elementPng, viewPng } from '../pictures/screenshot.js'
import { invalid, isObject, type Parameters, type Perform } from './command.js'

/** Points to a centimetre. */
const centimetre = 72 / 2.54

function length (holder: Parameters, name: string, usual: number, least = 0): number {
  const value = holder[name] ?? usual
  if (typeof value !== 'number' || !Number.isFinite(value) ||
    value < least) throw invalid(`'${name}' must be at least ${least}`)
  return value
}

function part (parameters: Parameters, name: string): Parameters {
  const value = parameters[name] ?? {}
  if (!isObject(value)) throw invalid(`'${name}' must be an object`)
  return value
}

const flag = (parameters: Parameters, name: string): void => {
  const value = parameters[name] ?? false
  if (typeof value !== 'boolean') throw invalid(`'${name}' must be a boolean`)
}

/** W3C's own sizes: a letter sheet, margins of a centimetre. */
function sheetIn (parameters: Parameters, pageWidth: number): Sheet {
  const { orientation = 'portrait', shrinkToFit = true } = parameters
  if (orientation !== 'portrait' &&
    orientation !== 'landscape') throw invalid('\'orientation\' must be portrait or landscape')
  flag(parameters, 'background')
  flag(parameters, 'shrinkToFit')
  const [page, margin] = [part(parameters, 'page'), part(parameters, 'margin')]
  const smallest = 0.0352
  const [w, h] = [length(page, 'width', 21.59, smallest), length(page, 'height', 27.94, smallest)]
  const scale = length(parameters, 'scale', 1, 0.1)
  if (scale > 2) throw invalid('\'scale\' must be at most 2')
  const [width, height] = orientation === 'portrait' ? [w, h] : [h, w]
  const margins = {
    top: length(margin, 'top', 1) * centimetre,
    right: length(margin, 'right', 1) * centimetre,
    bottom: length(margin, 'bottom', 1) * centimetre,
    left: length(margin, 'left', 1) * centimetre
  }
  const room = width * centimetre - margins.left - margins.right
  const fits = shrinkToFit === true ? Math.min(0.75, room / pageWidth) : 0.75
  return {
    width: width * centimetre, height: height * centimetre, margin: margins,
    scale: Math.max(0.01, fits * scale)
  }
}

/** The sheets that are asked for: `1-3`, `5`, `7-`; all if nothing is said. */
function sheetsIn ({ pageRanges = [] }: Parameters, count: number): number[] {
  if (!Array.isArray(pageRanges)) throw invalid('\'pageRanges\' must be a list')
  const wanted = new Set<number>()
  for (const range of pageRanges) {
    if (typeof range !== 'number' &&
      typeof range !== 'string') throw invalid('a page range must be a number or a string')
    const [, from, dash, to] = /^\s*(\d*)\s*(-?)\s*(\d*)\s*$/.exec(String(range)) ?? []
    if (dash === undefined || (from === '' && to === '')) throw invalid(`${JSON.stringify(range)} is no page range`)
    const first = from === '' ? 1 : Number(from)
    const last = dash === '' ? first : Number(to === '' ? count : to)
    if (last < first && to !== '') throw invalid(`${JSON.stringify(range)} is no page range`)
    for (let page = first; page <= Math.min(last, count); page++) wanted.add(page - 1)
  }
  const all = Array.from({ length: count }, (_, index) => index)
  return wanted.size === 0 ? all : all.filter((index) => wanted.has(index))
}

/** As many sheets as are printed at most. */
const mostSheets = 200

function print ({ current }: BrowserState, parameters: Parameters): string {
  const { view } = current.top
  const sheet = sheetIn(parameters, view.viewport.width)
  const count = Math.min(mostSheets, Math.max(1, Math.ceil(view.layout.height / sheetHeight(sheet))))
  return pdf(printedLines(piecesOf(view)), sheet, sheetsIn(parameters, count)).toString('base64')
}

export const pictureCommands = {
  takeScreenshot: ({ current }) => viewPng(current.top).toString('base64'),
  takeElementScreenshot: (state, _, target) => {
    const element = state.element(target.element)
    scrollIntoView(state.context, element)
    return elementPng(state.context, element).toString('base64')
  },
  printPage: print
} satisfies Record<string, Perform>
