import { evaluateXPath } from '../../../browser/find/xpath.js'
import { PageError } from '../engine.js'
import { documentOf } from './tree.js'
import { type Operations, text } from './operations.js'

export const xpathOperations: Operations = {
  xpath: (page, [id, expression]) => {
    const { nodes } = page
    const root = nodes.node(id)
    try {
      const found = evaluateXPath(text(expression), root, documentOf(page, root))
      return JSON.stringify(typeof found === 'object' ? { nodes: nodes.references(found) } : { [typeof found]: found })
    } catch (error) {
      if (error instanceof PageError) throw error
      const message = `The string '${text(expression).slice(0, 200)}' is not a valid XPath expression.`
      throw new PageError('SyntaxError', message)
    }
  }
}
