/** Which of the platforms there are a candidate asks for. */
import type { Platform } from '../../facts/job.js'
import { apiBrowserName } from '../../facts/platform.js'
import { isJsonObject, type JsonObject } from '../../kernel/json.js'
import { platforms, type PlatformItem } from '../../sauce/platforms/platforms.js'

/** What a candidate asks for, as the refusal repeats it. */
export interface Wish {
  readonly os: string | undefined
  readonly browser: string | undefined
  readonly version: string | undefined
  readonly device: string | undefined
  readonly deviceVersion: string | undefined
}

const text = (value: unknown): string | undefined => typeof value === 'string' && value !== '' ? value : undefined

/** W3C's names, Appium's, and those from before. */
export function wishOf (capabilities: JsonObject): Wish {
  const { 'sauce:options': sauce, 'appium:options': appium } = capabilities
  const all: JsonObject = {
    ...(isJsonObject(sauce) ? sauce : {}), ...(isJsonObject(appium) ? appium : {}), ...capabilities
  }
  return {
    os: text(all.platformName) ?? text(all.platform),
    browser: text(all.browserName),
    version: text(all.browserVersion) ?? text(all.version),
    device: text(all['appium:deviceName']) ?? text(all.deviceName),
    deviceVersion: text(all['appium:platformVersion']) ?? text(all.platformVersion)
  }
}

/** In Sauce Labs' words (sauce_bindings#145, angular-cli#18016). */
export const unsupported = ({ os, browser, version, device }: Wish): string =>
  `Misconfigured -- Unsupported OS/browser/version/device combo: OS: '${os ?? 'unspecified'}', ` +
  `Browser: '${browser ?? 'unspecified'}', Version: '${version ?? 'unspecified'}', Device: '${device ?? 'unspecified'}'`

/** Names that mean no system in particular. */
const anySystem = new Set(['any', '*'])

/** `Mac 13` is called `macOS 13` and `OS X 13`, too. */
const systemName = (os: string): string =>
  os.toLowerCase().replace(/[\s_]+/g, ' ').replace(/^(?:macos|os x|mac os x)\b ?/, 'mac ').trim()

/** As the jobs API writes it. */
const shownSystem = (os: string): string => os.replace(/^Mac /, 'macOS ')

/** Whether a system of the list is meant: by its name, or by its family's (`windows`, `mac`). */
function isSystem (listed: string, wanted: string | undefined): boolean {
  if (wanted === undefined || anySystem.has(wanted.toLowerCase())) return true
  const name = systemName(listed)
  const asked = systemName(wanted)
  return name === asked || name.startsWith(`${asked} `)
}

const browserNames: Readonly<Record<string, string>> = { googlechrome: 'chrome', edge: 'microsoftedge' }

const browserName = (name: string): string => browserNames[name.toLowerCase()] ?? name.toLowerCase()

const longVersion = ({ long_version: version }: PlatformItem): string => version.replace(/\.$/, '')

/** Of a browser's versions, newest first, the one that is meant, in short and in full; undefined: none of them. */
function versionAmong (items: readonly PlatformItem[], wanted = 'latest'): { short: string, long: string } | undefined {
  const [newest] = items
  if (newest === undefined) return undefined
  const asked = wanted.toLowerCase().replace(/\.$/, '')
  const ahead = ['beta', 'dev'].indexOf(asked) + 1
  if (ahead > 0) return aheadOf(newest, ahead)
  const [, back = asked === '' ? '0' : undefined] = /^latest(?:-(\d+))?$/.exec(asked) ?? []
  const isLatest = asked === 'latest' || asked === 'stable' || asked === ''
  const found = isLatest || back !== undefined
    ? items[Number(back ?? 0)]
    : items.find((item) => item.short_version === asked || longVersion(item) === asked || isWithin(item, asked))
  return found === undefined ? undefined : { short: found.short_version, long: longVersion(found) }
}

/** `142.0` is version 142, too. */
const isWithin = (item: PlatformItem, asked: string): boolean =>
  `${longVersion(item)}.`.startsWith(`${asked}.`) || asked === `${item.short_version}.0`

/** Chrome, Edge and Firefox are there before they are released; Safari is not. */
function aheadOf (newest: PlatformItem, ahead: number): { short: string, long: string } | undefined {
  if (newest.api_name === 'safari') return undefined
  const major = Number.parseInt(newest.short_version) + ahead
  return { short: String(major), long: `${major}.0` }
}

/** The platform that is asked for; undefined: there is none such. */
export async function platformFor (wish: Wish, versions: Versions): Promise<Platform | undefined> {
  const isMobile = wish.device !== undefined || /^(?:ios|android)\b/i.test(wish.os ?? '')
  return isMobile ? await mobileFor(wish, versions) : await desktopFor(wish, versions)
}

/** Of what drives the browser. */
export interface Versions { readonly selenium: string | undefined, readonly appium: string | undefined }

/** Where nobody says which: on the first of these that has the browser. */
const usualSystems = ['Windows 10', 'Mac 14']

async function desktopFor (wish: Wish, { selenium }: Versions): Promise<Platform | undefined> {
  const wanted = browserName(wish.browser ?? 'chrome')
  const items = (await platforms('webdriver')).filter(({ api_name: name, os }) =>
    name.toLowerCase() === wanted && isSystem(os, wish.os))
  const systems = [...new Set(items.map(({ os }) => os))]
  const os = usualSystems.find((usual) => systems.includes(usual)) ?? systems[0]
  const version = versionAmong(items.filter((item) => item.os === os), wish.version)
  const [item] = items
  if (os === undefined || version === undefined || item === undefined) return undefined
  return {
    os: shownSystem(os),
    browser: apiBrowserName(item.api_name),
    browserName: item.api_name,
    shortVersion: version.short,
    version: version.long,
    backend: 'webdriver',
    seleniumVersion: selenium ?? '3.141.59'
  }
}

/** Emulators and simulators, whose browser is the system's own. */
async function mobileFor (wish: Wish, { appium }: Versions): Promise<Platform | undefined> {
  const isApple = /^ios\b/i.test(wish.os ?? '') || /\bip(?:hone|ad)/i.test(wish.device ?? '')
  const device = (wish.device ?? (isApple ? 'iPhone Simulator' : 'Android GoogleAPI Emulator')).toLowerCase()
  const items = (await platforms('appium')).filter((item) => item.device?.toLowerCase() === device)
  const wanted = wish.deviceVersion
  const item = wanted === undefined || wanted === 'latest'
    ? items[0]
    : items.find((each) => each.short_version === wanted || Number(each.short_version) === Number(wanted))
  if (item === undefined) return undefined
  return {
    os: shownSystem(item.os),
    browser: item.api_name,
    browserName: wish.browser ?? (isApple ? 'Safari' : 'Chrome'),
    shortVersion: item.short_version,
    version: longVersion(item),
    backend: 'appium',
    seleniumVersion: appium ?? item.recommended_backend_version ?? null,
    device: item.long_name
  }
}
