import fc, { type IAsyncProperty, type IProperty, type Parameters } from 'fast-check'

/**
 * The seed of every property: the same commit checks the same cases, everywhere. PERFTWIN_PROPERTY_SEED=7 npm test looks
 * at others. What fails prints its seed and the path to the smallest case.
 */
const seed = Number(process.env.PERFTWIN_PROPERTY_SEED ?? 20_260_415)

/** Holds a property to its cases; throws for the smallest one that breaks it. The only caller of fc.assert. */
export function holds<T> (property: IAsyncProperty<T>, parameters?: Parameters<T>): Promise<void>
export function holds<T> (property: IProperty<T>, parameters?: Parameters<T>): void
export function holds<T> (property: IAsyncProperty<T> | IProperty<T>, parameters: Parameters<T> = {}): Promise<void> | void {
  return fc.assert(property as IProperty<T>, { seed, ...parameters })
}
