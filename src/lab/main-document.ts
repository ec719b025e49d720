/** The request of the main document: the first of every page load. */
export function mainDocument<R> (requests: readonly R[]): R {
  const document = requests[0]
  if (document === undefined) throw new Error('a page load begins with its document, but here there are no requests')
  return document
}
