/** A function of one object whose results are kept for as long as the object lives. */
export function remembered<O extends object, R> (make: (object: O) => R): (object: O) => R {
  const known = new WeakMap<O, { result: R }>()
  return (object) => {
    const kept = known.get(object)
    if (kept !== undefined) return kept.result
    const result = make(object)
    known.set(object, { result })
    return result
  }
}
