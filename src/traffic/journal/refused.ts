/** Why a request was refused: the part of it at fault, where one is, and a sentence for a person. */
export interface Refused { readonly parameter: string | null, readonly reason: string }
