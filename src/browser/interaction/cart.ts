/** The one thing that a page made from the lab's picture does by itself: what is bought is counted at the cart. */
import type { DomElement } from '../../document/nodes.js'
import { findAll } from '../../document/selectors.js'
import type { PageContext } from '../context.js'

export function addToCart (context: PageContext, button: DomElement): void {
  if (context.opened.drawn === undefined || button.getAttribute('data-testid') !== 'add-to-cart') return
  context.inCart++
  for (const count of findAll('.cart-count', context.document)) count.textContent = String(Math.min(context.inCart, 99))
}
