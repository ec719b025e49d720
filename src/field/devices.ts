/** The devices a population is made of. Identifiers are Apple's hardware ids, as the API's device filter takes them. */
export const deviceFamilies = ['all_iphones', 'all_ipads'] as const
export type DeviceFamily = typeof deviceFamilies[number]

export interface DeviceModel {
  readonly id: string
  readonly name: string
  readonly family: DeviceFamily
  /** How much longer work takes than on a device of speed 1. */
  readonly slowness: number
  /** The year it was new. */
  readonly since: number
}

const model = (id: string, name: string, since: number, slowness: number): DeviceModel =>
  ({ id, name, family: id.startsWith('iPad') ? 'all_ipads' : 'all_iphones', slowness, since })

export const deviceModels: readonly DeviceModel[] = [
  model('iPhone10,1', 'iPhone 8', 2017, 1.62),
  model('iPhone10,3', 'iPhone X', 2017, 1.58),
  model('iPhone11,2', 'iPhone XS', 2018, 1.34),
  model('iPhone11,6', 'iPhone XS Max', 2018, 1.34),
  model('iPhone11,8', 'iPhone XR', 2018, 1.36),
  model('iPhone12,1', 'iPhone 11', 2019, 1.18),
  model('iPhone12,3', 'iPhone 11 Pro', 2019, 1.15),
  model('iPhone13,2', 'iPhone 12', 2020, 1.04),
  model('iPhone13,3', 'iPhone 12 Pro', 2020, 1.02),
  model('iPhone14,5', 'iPhone 13', 2021, 0.95),
  model('iPhone14,7', 'iPhone 14', 2022, 0.93),
  model('iPhone15,2', 'iPhone 14 Pro', 2022, 0.88),
  model('iPhone15,4', 'iPhone 15', 2023, 0.86),
  model('iPhone16,1', 'iPhone 15 Pro', 2023, 0.8),
  model('iPad7,5', 'iPad (6th generation)', 2018, 1.75),
  model('iPad7,11', 'iPad (7th generation)', 2019, 1.7),
  model('iPad8,1', 'iPad Pro (11-inch)', 2018, 1.1),
  model('iPad8,5', 'iPad Pro (12.9-inch) (3rd generation)', 2018, 1.1),
  model('iPad11,1', 'iPad mini (5th generation)', 2019, 1.3),
  model('iPad11,3', 'iPad Air (3rd generation)', 2019, 1.28),
  model('iPad13,1', 'iPad Air (4th generation)', 2020, 1.06),
  model('iPad14,1', 'iPad mini (6th generation)', 2021, 0.98)
]

const byId = new Map(deviceModels.map((device) => [device.id, device]))

/** The model of a hardware id; one perftwin does not know is a device of speed 1 that is named by its id. */
export const deviceModel = (id: string): DeviceModel => byId.get(id) ?? model(id, id, 0, 1)

/** What a family is called in datasets, and in the sentences of insights. */
export const familyNames: Record<DeviceFamily, { readonly marketing: string, readonly prose: string }> = {
  all_iphones: { marketing: 'All iPhones', prose: 'iPhone (All)' },
  all_ipads: { marketing: 'All iPads', prose: 'iPad (All)' }
}

export const isFamily = (device: string): device is DeviceFamily => device in familyNames

/** How a device is called in insights. */
export const deviceProse = (device: string): string =>
  isFamily(device) ? familyNames[device].prose : deviceModel(device).name

/** A model's share of all reports of an app. */
export interface DeviceShare { readonly model: string, readonly share: number }

/** The year of the usual mix. Fixed: measured values must not depend on when a twin is started. */
const usualYear = 2024

/** The models of five years, younger ones more often; together they have the family's share of all. */
function usualModels (family: DeviceFamily, familyShare: number): DeviceShare[] {
  const weighed = deviceModels
    .filter((device) => device.family === family && device.since > usualYear - 5)
    .map(({ id, since }) => ({ id, weight: 1 / (1.6 + Math.abs(usualYear - since - 1.5)) }))
  const sum = weighed.reduce((total, { weight }) => total + weight, 0)
  return weighed.map(({ id, weight }) => ({ model: id, share: familyShare * weight / sum }))
}

/** The devices of a population nobody described; `ipads` is the iPads' share of all. */
export function usualDevices (ipads: number): DeviceShare[] {
  const iphones = usualModels('all_iphones', 1 - ipads)
  return ipads > 0 ? [...iphones, ...usualModels('all_ipads', ipads)] : iphones
}
