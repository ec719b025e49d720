import { setFlagsFromString } from 'node:v8'

/**
 * Makes V8's optimizing compiler wait until a function has run about three times as long as usual, where nothing stands
 * between it and the baseline compiler (Node 20; later ones have Maglev). A twin lives as long as a
 * test run: in the first seconds the compiler's threads take more from the server than they give (decisions/0002).
 */
export function compileLater (node: string): void {
  if (Number.parseInt(node) === 20) setFlagsFromString('--interrupt-budget=400000')
}
