/** A command before it is known whether it fails and when it is sent. */
export interface CommandDraft {
  readonly kind: CommandKind
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** `/session` for the first, `/session/{id}` for the last, else relative to the session. */
  readonly path: string
  readonly request: Readonly<Record<string, unknown>>
  /** What it answers if it goes well. */
  readonly result: unknown
  /** The element it finds. */
  readonly found: string | null
  /** Index into the plan's visits. */
  readonly visit: number | null
  /** Whether the screen may look different afterwards. */
  readonly visible: boolean
  /** Median duration, ms; a visit takes exactly so long. */
  readonly usual: number
}

/** What a command is about, which decides how it fails. */
export type CommandKind = 'session' | 'url' | 'element' | 'click' | 'script' | 'quit'
