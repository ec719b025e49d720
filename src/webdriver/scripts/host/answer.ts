import { PageError, type AnswerHost } from '../engine.js'
import { addressOperations } from './addresses.js'
import { clickOperations } from './clicks.js'
import { fieldOperations } from './fields.js'
import { findOperations } from './find.js'
import { lookOperations } from './looks.js'
import { markupOperations } from './markup.js'
import type { Operations } from './operations.js'
import type { Page } from './page.js'
import { storageOperations } from './storage.js'
import { treeOperations } from './tree.js'
import { windowOperations } from './window.js'
import { xpathOperations } from './xpath.js'

const operations: Operations = {
  ...treeOperations,
  ...findOperations,
  ...fieldOperations,
  ...clickOperations,
  ...lookOperations,
  ...windowOperations,
  ...addressOperations,
  ...markupOperations,
  ...storageOperations,
  ...xpathOperations
}

/** Answers what a page's scripts ask of its document. */
export const answersOf = (page: Page): AnswerHost => (operation, given) => {
  const answer = Object.hasOwn(operations, operation) ? operations[operation] : undefined
  if (answer === undefined) throw new PageError('NotSupportedError', `${operation.slice(0, 40)} is not supported.`)
  return answer(page, given)
}
