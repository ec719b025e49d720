import { metricCategories } from '../../field/metrics.js'
import type { Query } from '../json-api/parameters.js'
import type { Profile } from '../json-api/view.js'

/** What to show: categories and devices, all where undefined. */
export interface MetricFilter {
  readonly categories: ReadonlySet<string> | undefined
  readonly devices: ReadonlySet<string> | undefined
}

const hardware = '(?:iPhone|iPad|iPod|Watch)\\d+'
const beginsHardwareId = new RegExp(`^${hardware}$`)
const logHardwareId = new RegExp(`^(${hardware})_(\\d+)$`)

/** The devices a filter names, as the metrics name them. */
function devicesNamed (values: readonly string[]): ReadonlySet<string> {
  const devices: string[] = []
  for (const value of values) {
    const before = devices.at(-1)
    // A hardware id has a comma of its own (`iPhone13,2`), which a list takes for the end of an element.
    if (before !== undefined && /^\d+$/.test(value) && beginsHardwareId.test(before)) {
      devices[devices.length - 1] = `${before},${value}`
    } else {
      // Logs write `iPhone13_2`.
      devices.push(value.replace(logHardwareId, '$1,$2'))
    }
  }
  return new Set(devices)
}

/**
 * Reads the filters. In the spec profile the STORAGE category is shown only to those who ask for it: validators
 * generated from OpenAPI documents before 4.4 refuse a whole answer for it.
 */
export function metricFilter ({ filters }: Pick<Query, 'filters'>, profile: Profile): MetricFilter {
  const asked = filters.get('metricType')
  const usual = profile === 'spec' ? metricCategories.filter((category) => category !== 'STORAGE') : undefined
  const categories = asked ?? usual
  const devices = filters.get('deviceType')
  return {
    categories: categories === undefined ? undefined : new Set(categories),
    devices: devices === undefined ? undefined : devicesNamed(devices)
  }
}
