import { Type, type Static } from '../../kernel/schema.js'
import type { Appium, Browser, Mobile } from './platforms.table.js'

export const platformKinds = ['all', 'appium', 'webdriver'] as const
export type PlatformKind = typeof platformKinds[number]

/** A combination that tests can ask for. The documented sample has the backend's versions for Appium alone. */
export const PlatformItem = Type.Object({
  short_version: Type.String(),
  long_name: Type.String(),
  api_name: Type.String(),
  long_version: Type.String(),
  device: Type.Optional(Type.String()),
  latest_stable_version: Type.String(),
  automation_backend: Type.Enum(['webdriver', 'appium']),
  os: Type.String(),
  deprecated_backend_versions: Type.Optional(Type.Array(Type.String())),
  recommended_backend_version: Type.Optional(Type.String()),
  supported_backend_versions: Type.Optional(Type.Array(Type.String()))
}, { $id: 'PlatformItem' })
export type PlatformItem = Static<typeof PlatformItem>

/** The platforms of a kind: every version of a browser on every system, every device with every version of its own. */
export async function platforms (kind: PlatformKind): Promise<PlatformItem[]> {
  const { appium, browsers, mobiles } = await import('./platforms.table.js')
  return [
    ...(kind === 'appium' ? [] : browsers.flatMap(browserItems)),
    ...(kind === 'webdriver' ? [] : mobiles.flatMap((mobile) => mobileItems(mobile, appium)))
  ]
}

/** The vendor ends versions with a dot here. */
const dotted = (version: string): string => `${version}.`

function browserItems ({ longName, apiName, versions, systems }: Browser): PlatformItem[] {
  const [latest] = versions
  const itemOf = (os: string, version: Browser['versions'][number]): PlatformItem => ({
    short_version: version.short,
    long_name: longName,
    api_name: apiName,
    long_version: dotted(version.long),
    latest_stable_version: latest.short,
    automation_backend: 'webdriver',
    os
  })
  return systems.flatMap((os) => versions.map((version) => itemOf(os, version)))
}

function mobileItems ({ apiName, os, versions, devices }: Mobile, appium: Appium): PlatformItem[] {
  const itemOf = (device: string, version: string): PlatformItem => ({
    short_version: version,
    long_name: device,
    api_name: apiName,
    long_version: dotted(version),
    device,
    latest_stable_version: '',
    automation_backend: 'appium',
    os,
    deprecated_backend_versions: appium.deprecated,
    recommended_backend_version: appium.recommended,
    supported_backend_versions: appium.supported
  })
  return devices.flatMap((device) => versions.map((version) => itemOf(device, version)))
}
