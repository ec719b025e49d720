/**
 * Tells on standard error why an answer was a 500: a fault of ours, whoever runs the twin. What requests do is the
 * journal's matter.
 */
export function tellFault (fault: unknown): void {
  // eslint-disable-next-line no-console -- nobody else can say it: the answer must not, and the journal keeps no traces
  console.error(fault)
}

/** Tells the same person a sentence that no client is shown, or none would understand. */
export function tellOperator (sentence: string): void {
  // eslint-disable-next-line no-console -- said while a twin runs, in whatever process that is
  console.error(`perftwin: ${sentence}`)
}
