import { latestVersions } from '../../facts/platform.js'

/** A browser on desktops: its versions, newest first, and the systems it runs on from which version on. */
export interface Browser {
  readonly longName: string
  readonly apiName: string
  readonly versions: ReadonlyArray<{ short: string, long: string }>
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

/** The latest version and `count` major versions before it. */
function majors (browser: string, count: number, short: (major: number) => string): Browser['versions'] {
  const latest = latestVersions[browser]!
  const newest = Number(latest.split('.')[0])
  return Array.from({ length: count + 1 }, (_, back) => ({ short: short(newest - back), long: back === 0 ? latest : `${newest - back}.0` }))
}

const plain = (major: number): string => String(major)

export const browsers: readonly Browser[] = [
  { longName: 'Google Chrome', apiName: 'chrome', versions: majors('chrome', 30, plain), systems: [...desktops, 'Linux'] },
  { longName: 'Microsoft Edge', apiName: 'MicrosoftEdge', versions: majors('MicrosoftEdge', 30, plain), systems: desktops },
  { longName: 'Firefox', apiName: 'firefox', versions: majors('firefox', 30, plain), systems: [...desktops, 'Linux'] },
  ...[['18', 'Mac 14', latestVersions['safari']!], ['17', 'Mac 13', '17.6'], ['16', 'Mac 12', '16.6']].map(([short, os, long]) =>
    ({ longName: 'Safari', apiName: 'safari', versions: [{ short: short!, long: long! }], systems: [os!] }))
]

export const mobiles: readonly Mobile[] = [
  { apiName: 'android', os: 'Linux', versions: before(latestVersions['android']!, 7), devices: ['Android GoogleAPI Emulator', 'Google Pixel 8 Emulator', 'Samsung Galaxy S10 GoogleAPI Emulator'] },
  { apiName: 'iphone', os: 'Mac 14', versions: before(latestVersions['iphone']!, 3), devices: ['iPhone Simulator', 'iPhone 15 Simulator', 'iPhone 16 Simulator'] },
  { apiName: 'ipad', os: 'Mac 14', versions: before(latestVersions['iphone']!, 3), devices: ['iPad Simulator', 'iPad Pro (12.9 inch) (6th generation) Simulator'] }
]

function before (latest: string, count: number): string[] {
  const newest = Number(latest.split('.')[0])
  return Array.from({ length: count + 1 }, (_, back) => back === 0 ? latest : `${newest - back}.0`)
}

/** Appium's releases that the devices take. */
export const appium = { recommended: '2.11.0', supported: ['2.0.0', '2.11.0'], deprecated: ['1.22.3'] }
