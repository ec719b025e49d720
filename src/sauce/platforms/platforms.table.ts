import { latestVersions } from '../../facts/platform.js'

/** As a client asks for it (`142`), and in full. */
interface BrowserVersion { readonly short: string, readonly long: string }

/** A browser on desktops: its versions, newest first, and the systems it runs on from which version on. */
export interface Browser {
  readonly longName: string
  readonly apiName: string
  readonly versions: readonly [latest: BrowserVersion, ...older: BrowserVersion[]]
  readonly systems: readonly string[]
}

/** An emulator or simulator: the system's versions, newest first, and the devices. */
export interface Mobile {
  readonly apiName: string
  readonly os: string
  readonly versions: readonly string[]
  readonly devices: readonly string[]
}

const desktops = ['Windows 11', 'Windows 10', 'Mac 13', 'Mac 14']

function latestOf (name: string): string {
  const latest = latestVersions[name]
  if (latest === undefined) throw new Error(`no latest version of ${name} is known`)
  return latest
}

const majorOf = (version: string): number => Number.parseInt(version, 10)

/** The full versions of the `count` major versions before the latest: made up. */
function olderThan (latest: string, count: number): string[] {
  const newest = majorOf(latest)
  return Array.from({ length: count }, (_, back) => `${newest - back - 1}.0`)
}

/** The latest version and `count` major versions before it, each asked for by its major number. */
function majors (browser: string, count: number): Browser['versions'] {
  const latest = latestOf(browser)
  const versionOf = (long: string): BrowserVersion => ({ short: String(majorOf(long)), long })
  return [versionOf(latest), ...olderThan(latest, count).map(versionOf)]
}

const safari = (short: string, os: string, long: string): Browser =>
  ({ longName: 'Safari', apiName: 'safari', versions: [{ short, long }], systems: [os] })

export const browsers: readonly Browser[] = [
  { longName: 'Google Chrome', apiName: 'chrome', versions: majors('chrome', 30), systems: [...desktops, 'Linux'] },
  { longName: 'Microsoft Edge', apiName: 'MicrosoftEdge', versions: majors('MicrosoftEdge', 30), systems: desktops },
  { longName: 'Firefox', apiName: 'firefox', versions: majors('firefox', 30), systems: [...desktops, 'Linux'] },
  safari('18', 'Mac 14', latestOf('safari')),
  safari('17', 'Mac 13', '17.6'),
  safari('16', 'Mac 12', '16.6')
]

/** The latest version and `count` major versions before it. */
function before (latest: string, count: number): string[] {
  return [latest, ...olderThan(latest, count)]
}

export const mobiles: readonly Mobile[] = [
  {
    apiName: 'android',
    os: 'Linux',
    versions: before(latestOf('android'), 7),
    devices: ['Android GoogleAPI Emulator', 'Google Pixel 8 Emulator', 'Samsung Galaxy S10 GoogleAPI Emulator']
  },
  {
    apiName: 'iphone',
    os: 'Mac 14',
    versions: before(latestOf('iphone'), 3),
    devices: ['iPhone Simulator', 'iPhone 15 Simulator', 'iPhone 16 Simulator']
  },
  {
    apiName: 'ipad',
    os: 'Mac 14',
    versions: before(latestOf('iphone'), 3),
    devices: ['iPad Simulator', 'iPad Pro (12.9 inch) (6th generation) Simulator']
  }
]

/** Appium's releases that the devices take. */
export interface Appium { recommended: string, supported: string[], deprecated: string[] }

export const appium: Appium = { recommended: '2.11.0', supported: ['2.0.0', '2.11.0'], deprecated: ['1.22.3'] }

/**
 * When support for old releases of Appium ended, Unix seconds: the documented sample's (Sauce docs, Platform). What is
 * still taken has no end yet.
 */
const endOfSupport: ReadonlyArray<[ended: number, versions: readonly string[]]> = [
  [1460160000, ['1.3.6', '1.3.7', '1.4.0', '1.4.3', '1.4.10', '1.4.14', '1.4.15']],
  [1463270400, ['1.4.7', '1.4.11']],
  [1465776000, ['1.5.0']],
  [1468972800, ['1.4.13', '1.5.1']],
  [1480550400, ['1.6.1']],
  [1481328000, ['1.6.2']],
  [1494288000, ['1.6.0']],
  [1543622400, ['1.4.16', '1.5.2', '1.5.3']],
  [1554336000, ['1.6.3', '1.6.4', '1.6.5', '1.7.1', '1.7.2']]
]

/** The end of support of each release of Appium, Unix seconds; null while the devices still take it. */
export function appiumEnds (): Record<string, number | null> {
  const ends: Record<string, number | null> = {}
  for (const [ended, versions] of endOfSupport) for (const version of versions) ends[version] = ended
  for (const version of [...appium.deprecated, ...appium.supported]) ends[version] = null
  return ends
}
