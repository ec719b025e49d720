/** Which page load of a job an address means; the first needs no saying. */
export const loadQuery = (orderIndex: number): { load: number | undefined } =>
  ({ load: orderIndex === 0 ? undefined : orderIndex })
