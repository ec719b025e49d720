/** What was found about one thing that may stand in the way. */
export interface Finding {
  readonly what: string
  readonly state: 'ok' | 'problem'
  /** A sentence; for a problem also what to do. */
  readonly says: string
}

export const ok = (what: string, says: string): Finding => ({ what, state: 'ok', says })
export const problem = (what: string, says: string): Finding => ({ what, state: 'problem', says })

const mega = 1024 ** 2

/** Bytes as a person reads them. */
export const inMegabytes = (bytes: number): string => `${Math.round(bytes / mega)} MB`
