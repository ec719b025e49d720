/** Values somebody chose, and how the rest of a population follows them. */
import { fitMixture, zOf, type Component, type Percentile, type WantedQuantiles } from './distribution.js'

/** A value somebody chose: it is shown as it is, and the rest of the population follows it. */
export interface FieldPin {
  /** The metric's key. */
  readonly metric: string
  /** A family, or a hardware id. */
  readonly device: string
  readonly percentile: Percentile
  readonly value: number
  readonly errorMargin?: number | undefined
}

/** The customers with one device model. */
export interface ModelComponent extends Component { readonly model: string }

const unpinned: WantedQuantiles = {}

/** The pinned quantiles of a model or family; `pins` are those of one metric. */
export function pinsOf (pins: readonly FieldPin[], device: string): WantedQuantiles {
  if (pins.length === 0) return unpinned
  const own = pins.filter((pin) => pin.device === device)
  return own.length === 0 ? unpinned : Object.fromEntries(own.map((pin) => [pin.percentile, pin.value]))
}

/** A family whose models go through their pinned quantiles, and as a whole through its own. */
export function pinnedMixture (
  natural: readonly ModelComponent[],
  pins: readonly FieldPin[],
  family: string
): readonly ModelComponent[] {
  const free = natural.map((component) => pinnedComponent(component, pinsOf(pins, component.model)))
  const wanted = pinsOf(pins, family)
  if (wanted === unpinned) return free
  return fitMixture(free, free.map(({ model }) => pins.some((pin) => pin.device === model)), wanted)
}

/** A single model's distribution through its pinned quantiles. */
function pinnedComponent (component: ModelComponent, { 50: typical, 90: top }: WantedQuantiles): ModelComponent {
  if (typical !== undefined) {
    const mean = logOf(typical)
    const sd = top === undefined ? component.sd : Math.max(1e-6, (logOf(top) - mean) / zOf[90])
    return { ...component, mean, sd }
  }
  return top === undefined ? component : { ...component, mean: logOf(top) - zOf[90] * component.sd }
}

/** A pin may be 0, of which there is no logarithm. */
const logOf = (value: number): number => Math.log(Math.max(value, 1e-9))
