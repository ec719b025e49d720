import { Type, type Static } from '../kernel/schema.js'
import type { DeviceSetting } from '../lab/page/conditions.js'
import type { Browser } from '../lab/session/browser-words.js'
import type { Platform } from './job.js'

export const PlatformSpec = Type.Object({
  os: Type.Optional(Type.String({
    minLength: 1,
    maxLength: 100,
    description: 'The system, as the API writes it.',
    usual: 'Windows 10',
    examples: ['macOS 13', 'Linux']
  })),
  browserName: Type.Optional(Type.String({
    minLength: 1,
    maxLength: 60,
    description: 'The browser, as a client asks for it.',
    usual: 'chrome',
    examples: ['firefox', 'safari']
  })),
  version: Type.Optional(Type.String({
    minLength: 1,
    maxLength: 60,
    description: 'The full browser version, or "latest".',
    usual: 'latest',
    examples: ['141.0.7390.76']
  })),
  backend: Type.Optional(Type.String({
    maxLength: 40,
    description: 'What drives it, the API\'s automation_backend.',
    usual: 'webdriver',
    examples: ['cypress', 'playwright', 'appium']
  })),
  seleniumVersion: Type.Optional(Type.String({
    maxLength: 20,
    description: 'Its Selenium. If left out 3.141.59 with webdriver, else none.',
    examples: ['4.21.0']
  })),
  device: Type.Optional(Type.String({
    maxLength: 100,
    description: 'The phone or tablet; a desktop if left out.',
    examples: ['iPhone 14 Simulator']
  }))
}, { additionalProperties: false, description: 'Where it runs; Chrome on Windows 10 if left out.' })
export type PlatformSpec = Static<typeof PlatformSpec>

/** What "latest" means in this version of perftwin. */
export const latestVersions: Readonly<Record<string, string>> = {
  chrome: '142.0.7444.60',
  MicrosoftEdge: '142.0.3595.53',
  firefox: '144.0.2',
  safari: '18.5',
  android: '15.0',
  iphone: '18.0'
}

/** The API calls Chrome `googlechrome`; other names it repeats in lower case. */
export const apiBrowserName = (browserName: string): string =>
  browserName.toLowerCase() === 'chrome' ? 'googlechrome' : browserName.toLowerCase()

/** Clients spell names as they like. */
function latestOf (browserName: string): string {
  const name = browserName.toLowerCase() === 'googlechrome' ? 'chrome' : browserName.toLowerCase()
  return Object.entries(latestVersions).find(([known]) => known.toLowerCase() === name)?.[1] ?? '1.0'
}

/** `142` for browsers that count by whole numbers, else `18.5`. */
function shortVersion (browserName: string, version: string): string {
  const [major = version, minor = '0'] = version.split('.')
  return browserName.toLowerCase() === 'chrome' || browserName === 'MicrosoftEdge' ? major : `${major}.${minor}`
}

/** What tells a phone or tablet from a desktop: clients name its system, its browser or the device itself. */
export type Machine = Pick<Platform, 'os' | 'browser' | 'device'>

/** The system of the phone or tablet that a job ran on; undefined on a desktop. What is not Apple's has Android. */
export function mobileSystem ({ os, browser, device }: Machine): 'iOS' | 'Android' | undefined {
  const apple = /^ios|\bip(?:hone|ad)/i
  if ([os, browser, device ?? ''].some((name) => apple.test(name))) return 'iOS'
  return /^android\b/i.test(os) || browser === 'android' || device !== undefined ? 'Android' : undefined
}

/** The screen of a phone or tablet that a job ran on, by what Chrome's device list has nearest; none on a desktop. */
export function screenOf (machine: Machine): DeviceSetting | undefined {
  const { os, browser, device = '' } = machine
  const system = mobileSystem(machine)
  if (system === undefined) return undefined
  const named = `${os} ${browser} ${device}`
  if (system === 'iOS') return /ipad/i.test(named) ? 'iPad' : 'iPhone X'
  return /\btab|nexus [79]|nexus 10/i.test(named) ? 'Nexus 7' : 'Pixel 2'
}

/** `beta` and `dev` are newer than any number. */
const majorOf = (version: string): number => Number.parseInt(version) || Infinity

/** The browser of a platform: on Apple's phones and tablets all have Safari's engine. */
export function browserOf (
  { os, browserName, version, device }: Pick<Platform, 'os' | 'browserName' | 'version' | 'device'>
): Browser {
  const browser = browserName.toLowerCase()
  const system = mobileSystem({ os, browser, ...(device === undefined ? {} : { device }) })
  if (system === 'iOS') {
    const tablet = /ipad/i.test(`${os} ${browser} ${device ?? ''}`)
    return { engine: 'WebKit', version: Infinity, name: 'Safari', device: tablet ? 'iPad' : 'iPhone' }
  }
  // What an Android browser gives as its version may be Android's.
  if (system === 'Android') return { engine: 'Blink', version: Infinity, name: 'Chrome', device: 'phone' }
  if (browser === 'firefox') return { engine: 'Gecko', version: majorOf(version), name: 'Firefox' }
  if (browser === 'safari') return { engine: 'WebKit', version: majorOf(version), name: 'Safari' }
  return { engine: 'Blink', version: majorOf(version), name: browser.endsWith('edge') ? 'Edge' : 'Chrome' }
}

/** The platform a job ran on, with what the specification leaves out filled in. */
export function platformOf (spec: PlatformSpec = {}): Platform {
  const browserName = spec.browserName ?? 'chrome'
  const asked = spec.version ?? 'latest'
  const version = asked === 'latest' ? latestOf(browserName) : asked
  const backend = spec.backend ?? 'webdriver'
  return {
    os: spec.os ?? 'Windows 10',
    browser: apiBrowserName(browserName),
    browserName,
    shortVersion: shortVersion(browserName, version),
    version,
    backend,
    seleniumVersion: spec.seleniumVersion ?? (backend === 'webdriver' ? '3.141.59' : null),
    ...(spec.device === undefined ? {} : { device: spec.device })
  }
}
