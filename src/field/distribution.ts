/** Mixtures of log-normal distributions: customers of one device model each, together a device family. */

/** Customers with one device model: the logarithm of their values is normal with this mean and standard deviation. */
export interface Component { readonly mean: number, readonly sd: number, readonly weight: number }

const perRootOfTau = 0.3989422804014327

/** The standard normal density. */
export const normalDensity = (x: number): number => perRootOfTau * Math.exp(-x * x / 2)

/**
 * The standard normal distribution function where its density is known (Abramowitz & Stegun 26.2.17; error below
 * 7.5e-8).
 */
function cdfFrom (x: number, density: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(x))
  const series = 0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429)))
  const tail = density * t * series
  return x >= 0 ? 1 - tail : tail
}

/** The standard normal quantiles that the API shows. */
export const zOf = { 50: 0, 90: 1.2815515655446004 } as const
export type Percentile = keyof typeof zOf
export const percentiles: readonly Percentile[] = [50, 90]

/** Quantiles that somebody chose, of a device or a family. */
export type WantedQuantiles = { readonly [P in Percentile]?: number }

/**
 * The mixture's quantile; weights need not add up to 1. Newton's steps on the distribution function, kept between the
 * components' own quantiles, where the answer must lie. They start from the quantile of one normal distribution with
 * the mixture's mean and variance.
 */
export function mixtureQuantile (components: readonly Component[], percentile: Percentile): number {
  const z = zOf[percentile]
  const p = percentile / 100
  let low = Infinity
  let high = -Infinity
  let all = 0
  let sum = 0
  let squares = 0
  for (let i = 0; i < components.length; i++) {
    const { mean, sd, weight } = components[i]!
    low = Math.min(low, mean + z * sd)
    high = Math.max(high, mean + z * sd)
    all += weight
    sum += weight * mean
    squares += weight * (mean * mean + sd * sd)
  }
  const guess = sum / all + z * Math.sqrt(Math.max(0, squares / all - (sum / all) ** 2))
  let x = guess > low && guess < high ? guess : (low + high) / 2
  for (let step = 0; step < 60 && high - low > 1e-9; step++) {
    let below = 0
    let slope = 0
    for (let i = 0; i < components.length; i++) {
      const { mean, sd, weight } = components[i]!
      const deviate = (x - mean) / sd
      const density = normalDensity(deviate)
      below += weight * cdfFrom(deviate, density)
      slope += weight * density / sd
    }
    const excess = below / all - p
    if (excess < 0) low = x
    else high = x
    const next = x - excess / (slope / all)
    if (Math.abs(next - x) < 1e-7) return Math.exp(next)
    x = next > low && next < high ? next : (low + high) / 2
  }
  return Math.exp(x)
}

/** Solves `f(x) = target` for a growing f by bisection; the nearer end if there is no solution in between. */
function solve (f: (x: number) => number, target: number, low: number, high: number): number {
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2
    if (f(middle) < target) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/**
 * Moves and stretches components so that the mixture has the wanted quantiles (one or both): a common shift of the
 * logarithms, and a common factor of their standard deviations. Components with `fixed` stay as they are.
 */
export function fitMixture<C extends Component> (
  components: readonly C[],
  fixed: readonly boolean[],
  { 50: typical, 90: top }: WantedQuantiles
): C[] {
  if (fixed.every(Boolean)) return [...components]
  const changed = (shift: number, stretch: number): C[] => components.map((component, index) => {
    if (fixed[index] === true) return component
    return { ...component, mean: component.mean + shift, sd: component.sd * stretch }
  })
  const shifted = (stretch: number, percentile: Percentile, value: number): C[] => {
    const quantileAt = (shift: number): number => mixtureQuantile(changed(shift, stretch), percentile)
    return changed(solve(quantileAt, value, -12, 12), stretch)
  }
  if (typical !== undefined && top !== undefined) {
    // However far the components are stretched, the shift that goes with it keeps the typical value where it is wanted.
    const topAt = (logStretch: number): number => mixtureQuantile(shifted(Math.exp(logStretch), 50, typical), 90)
    return shifted(Math.exp(solve(topAt, top, -4, 3)), 50, typical)
  }
  if (typical !== undefined) return shifted(1, 50, typical)
  return top === undefined ? [...components] : shifted(1, 90, top)
}
