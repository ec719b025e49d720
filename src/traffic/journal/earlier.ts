/** Requests that came before a journal began, of which nothing else is known. */
export interface Earlier {
  readonly known: number
  /** How many more there may have been. */
  readonly perhaps: number
}

export const nothingEarlier: Earlier = { known: 0, perhaps: 0 }
