import type { FastifyBaseLogger } from 'fastify'

const quiet = (): void => {}

/** What was thrown where nobody expected it: a fault of ours, which must be told whoever runs the twin. */
const tell = (fault: unknown): void => {
  // eslint-disable-next-line no-console -- standard error is where people look; the rest of the product returns what it has to say
  if (fault instanceof Error) console.error(fault)
}

/** Tells on standard error why an answer was a 500; what requests do is the journal's matter. */
export const faultLog: FastifyBaseLogger = {
  level: 'error', fatal: tell, error: tell, warn: quiet, info: quiet, debug: quiet, trace: quiet, silent: quiet, child: () => faultLog
}
