/** The conditions a page is loaded under: network, CPU and device, by the vendor's names or in numbers. */
import { Type, type Static } from '../../kernel/schema.js'

/**
 * Throttling as Chrome DevTools applies it: `download` and `upload` in kbit/s shared by all transfers, `latency` the
 * least number of ms between a request and its response's headers.
 */
export interface NetworkConditions {
  readonly name: string
  readonly download: number
  readonly upload: number
  readonly latency: number
  readonly offline: boolean
}

/** Names of the vendor's network conditions (Sauce docs, "Network Throttling": predefined conditions). */
export const networkNames = [
  'offline', 'GPRS', 'Regular 2G', 'Good 2G', 'Regular 3G', 'Good 3G', 'Regular 4G', 'DSL', 'Wifi', 'online'
] as const
export type NetworkName = typeof networkNames[number]

/** The link of an unthrottled virtual machine, kbit/s; the vendor says "unlimited", bytes still take time. */
const unlimited = 100_000

const network = (name: string, download: number, upload: number, latency: number): NetworkConditions =>
  ({ name, download, upload, latency, offline: name === 'offline' })

/**
 * The vendor's table. Good 3G is 192 KB/s, the newer of two published values and the one the published measurements
 * agree with (throughput 1.42 and 1.45 Mbit/s).
 */
export const networks: Readonly<Record<NetworkName, NetworkConditions>> = {
  offline: network('offline', 0, 0, 0),
  GPRS: network('GPRS', 50, 20, 500),
  'Regular 2G': network('Regular 2G', 250, 50, 300),
  'Good 2G': network('Good 2G', 450, 150, 150),
  'Regular 3G': network('Regular 3G', 750, 250, 100),
  'Good 3G': network('Good 3G', 1536, 750, 40),
  'Regular 4G': network('Regular 4G', 4000, 3000, 20),
  DSL: network('DSL', 2000, 1000, 5),
  Wifi: network('Wifi', 30_000, 15_000, 2),
  online: network('online', unlimited, unlimited, 0)
}

export const CustomNetworkSchema = Type.Object({
  download: Type.Number({ minimum: 0, description: 'To the browser, kbit/s; 0: offline.', examples: [1536] }),
  upload: Type.Number({ minimum: 0, description: 'From the browser, kbit/s; 0: as fast as can be.', examples: [750] }),
  latency: Type.Number({ minimum: 0, description: 'From a request to its answer at least, ms.', examples: [40] })
}, { additionalProperties: false })

/** A network as a world file or a client states it: one of the vendor's names, or numbers. */
export const NetworkSchema = Type.Union([Type.Enum(networkNames), CustomNetworkSchema], {
  description: 'The network its pages are loaded over: one of the vendor\'s conditions by name, or numbers.',
  usual: 'online',
  examples: ['Good 3G', { download: 1536, upload: 750, latency: 40 }]
})
export type NetworkSetting = Static<typeof NetworkSchema>

/**
 * Conditions for a setting; the default is the unthrottled line. A download of 0 is offline, as in DevTools' profile.
 */
export function networkConditions (setting: NetworkSetting = 'online'): NetworkConditions {
  if (typeof setting === 'string') return networks[setting]
  const { download, upload, latency } = setting
  return {
    name: 'custom',
    download: Math.min(download, unlimited),
    upload: Math.min(upload === 0 ? unlimited : upload, unlimited),
    latency,
    offline: download === 0
  }
}

/** A device's name, screen in CSS px, and whether Lighthouse scores it by the mobile or the desktop curves. */
export interface Device {
  readonly name: string
  readonly formFactor: 'mobile' | 'desktop'
  readonly viewport: { readonly width: number, readonly height: number }
  readonly deviceScaleFactor: number
}

export const CustomDeviceSchema = Type.Object({
  name: Type.Optional(Type.String({ description: 'How it is called.', usual: 'custom', examples: ['Kiosk'] })),
  formFactor: Type.Enum(['mobile', 'desktop'], { description: 'By which of Lighthouse\'s curves it is scored.' }),
  width: Type.Integer({ minimum: 1, maximum: 10_000, description: 'Of its screen, CSS px.', examples: [412] }),
  height: Type.Integer({ minimum: 1, maximum: 10_000, description: 'Of its screen, CSS px.', examples: [732] }),
  deviceScaleFactor: Type.Optional(Type.Number({
    minimum: 0.5, maximum: 8, description: 'Pixels of the screen to a CSS px.', usual: 1, examples: [2.625]
  }))
}, { additionalProperties: false })

export const deviceNames = [
  'desktop', 'Nexus 7', 'Nexus 5X', 'Pixel 2', 'Moto G4', 'Galaxy S5', 'iPhone X', 'iPad'
] as const
export type DeviceName = typeof deviceNames[number]

/** A device as a world file or a client states it: a known name, or numbers. */
export const DeviceSchema = Type.Union([Type.Enum(deviceNames), CustomDeviceSchema], {
  description: 'The screen its pages are loaded on: one of Chrome\'s devices by name, or numbers. ' +
    'If left out that of its platform: a desktop, or a phone or tablet.',
  examples: ['Pixel 2', { formFactor: 'mobile', width: 412, height: 732 }]
})
export type DeviceSetting = Static<typeof DeviceSchema>

const mobile = (name: string, width: number, height: number, deviceScaleFactor: number): Device =>
  ({ name, formFactor: 'mobile', viewport: { width, height }, deviceScaleFactor })

/**
 * Screens as Chrome DevTools' device list has them; the desktop is Chrome maximised on the vendor's 1024 × 768 screen.
 */
export const devices: Readonly<Record<DeviceName, Device>> = {
  desktop: { name: 'desktop', formFactor: 'desktop', viewport: { width: 1024, height: 648 }, deviceScaleFactor: 1 },
  'Nexus 7': mobile('Nexus 7', 600, 960, 2),
  'Nexus 5X': mobile('Nexus 5X', 412, 732, 2.625),
  'Pixel 2': mobile('Pixel 2', 411, 731, 2.625),
  'Moto G4': mobile('Moto G4', 360, 640, 3),
  'Galaxy S5': mobile('Galaxy S5', 360, 640, 3),
  'iPhone X': mobile('iPhone X', 375, 812, 3),
  iPad: mobile('iPad', 768, 1024, 2)
}

export function deviceFor (setting: DeviceSetting = 'desktop'): Device {
  if (typeof setting === 'string') return devices[setting]
  const { name = 'custom', formFactor, width, height, deviceScaleFactor = 1 } = setting
  return { name, formFactor, viewport: { width, height }, deviceScaleFactor }
}
