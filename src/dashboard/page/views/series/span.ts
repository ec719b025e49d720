/** What is chosen: a run, or all from one to another; positions. */
export interface Span { readonly from: number, readonly to: number }
