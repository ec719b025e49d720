import { tellOperator } from '../http/fault-log.js'

/** Tells the person who runs the twin a sentence, once: clients come again and again. */
export function tellOnce (sentence: string): () => void {
  let told = false
  return () => {
    if (!told) tellOperator(sentence)
    told = true
  }
}
