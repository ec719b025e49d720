/** What browsers call themselves: on the platform a job ran on, and as the device that Chrome pretends to be. */
import { mobileSystem } from '../facts/platform.js'
import type { Device } from '../lab/page/conditions.js'
import type { StoryPlatform } from './story.js'

/** As much of a platform as a browser tells of itself. */
export type BrowserPlatform = Pick<StoryPlatform, 'os' | 'browserName' | 'version' | 'device'>

/** Chrome tells no more than its major version since version 101 (Chromium's user-agent reduction). */
const firstReduced = 101

function chromiumVersion (version: string): string {
  const [major = version] = version.split('.')
  return Number(major) >= firstReduced ? `${major}.0.0.0` : version
}

/** `16.5` of `16.5.2`: as much as Safari tells. */
const twoParts = (version: string): string => version.split('.').slice(0, 2).join('.')

const isMac = (os: string): boolean => /^(?:mac|os x)/i.test(os)

const windowsNt: Readonly<Record<string, string>> = { 7: '6.1', 8: '6.2', 8.1: '6.3' }

/** Windows 11 calls itself 10; every macOS calls itself 10.15.7 but in Firefox; other systems are Linux machines. */
function desktopSystem (os: string, browser: string): string {
  const windows = /^windows ([\d.]+)/i.exec(os)?.[1]
  if (/^windows/i.test(os)) return `Windows NT ${windowsNt[windows ?? ''] ?? '10.0'}; Win64; x64`
  if (!isMac(os)) return 'X11; Linux x86_64'
  return browser === 'firefox' ? 'Macintosh; Intel Mac OS X 10.15' : `Macintosh; Intel Mac OS X ${macVersion(os)}`
}

/** `10_12_6` of an old macOS, `10_15_7` of every later one. */
function macVersion (os: string): string {
  const old = /10\.(\d+)/.exec(os)?.[1]
  return old === undefined || Number(old) >= 15 ? '10_15_7' : `10_${old}_6`
}

const webKit = 'AppleWebKit/537.36 (KHTML, like Gecko)'
const appleWebKit = 'AppleWebKit/605.1.15 (KHTML, like Gecko)'

const chromeOn = (system: string, version: string, suffix = ''): string =>
  `Mozilla/5.0 (${system}) ${webKit} Chrome/${chromiumVersion(version)}${suffix} Safari/537.36`

/** A browser on an iPhone or iPad of that iOS: Safari, unless it calls itself otherwise. */
function appleMobile (device: string, ios: string, name = `Version/${twoParts(ios)}`): string {
  const tablet = /ipad/i.test(device)
  const system = `${tablet ? 'iPad; CPU OS' : 'iPhone; CPU iPhone OS'} ${ios.replaceAll('.', '_')} like Mac OS X`
  return `Mozilla/5.0 (${system}) ${appleWebKit} ${name} Mobile/15E148 Safari/604.1`
}

/** What Chrome DevTools' device list says for the devices it knows. */
const androids: Readonly<Record<string, string>> = {
  'Nexus 7': 'Android 6.0.1; Nexus 7 Build/MOB30X',
  'Nexus 5X': 'Android 8.0.0; Nexus 5X Build/OPR4.170623.006',
  'Pixel 2': 'Android 8.0; Pixel 2 Build/OPD3.170816.012',
  'Moto G4': 'Android 6.0.1; Moto G (4)',
  'Galaxy S5': 'Android 5.0; SM-G900P Build/LRX21T'
}

/** As Chrome's device mode overrides the user agent; iOS as DevTools' list has it. */
function emulated ({ name, viewport }: Device, version: string): string {
  if (/^ip(?:hone|ad)/i.test(name)) return appleMobile(name, '13.2.3')
  const system = `Linux; ${androids[name] ?? `Android 10; ${name}`}`
  return chromeOn(system, version, viewport.width < 600 ? ' Mobile' : '')
}

/** The Chromium that an Android emulator's own browser is, where only Android's version is known. */
const androidChrome = '142.0.7444.60'

/** The iOS of a platform that does not tell. */
const someIos = '18.0'

/** Apple lets all browsers have Safari's engine; Chrome calls itself CriOS there. */
function onApple ({ os, browserName, version, device = '' }: BrowserPlatform): string {
  const told = /^(?:ios|ipados|iphone os) ?(\d[\d.]*)/i.exec(os)?.[1]
  const named = `${device} ${browserName} ${os}`
  return /chrome$/i.test(browserName)
    ? appleMobile(named, told ?? someIos, `CriOS/${version}`)
    : appleMobile(named, told ?? version)
}

/** Android's version as far as its platform tells it: as its own browser's, or in the system's name. */
function onAndroid ({ os, version, device }: BrowserPlatform, browser: string): string {
  const android = browser === 'android' ? version.split('.')[0] : /\d+/.exec(os)?.[0]
  const chrome = browser === 'chrome' ? version : androidChrome
  return chromeOn(`Linux; Android ${android ?? '10'}; ${device ?? 'K'}`, chrome, ' Mobile')
}

/** The browser of the platform, on the machine or the phone it runs on. */
export function hostAgent (platform: BrowserPlatform): string {
  const { os, browserName, version, device } = platform
  const browser = browserName.toLowerCase()
  const mobile = mobileSystem({ os, browser, ...(device === undefined ? {} : { device }) })
  if (mobile === 'iOS') return onApple(platform)
  if (mobile === 'Android') return onAndroid(platform, browser)
  const system = desktopSystem(os, browser)
  if (browser === 'firefox') {
    const gecko = twoParts(version)
    return `Mozilla/5.0 (${system}; rv:${gecko}) Gecko/20100101 Firefox/${gecko}`
  }
  if (browser === 'safari') return `Mozilla/5.0 (${system}) ${appleWebKit} Version/${twoParts(version)} Safari/605.1.15`
  if (browser.startsWith('internet explorer')) return `Mozilla/5.0 (${system}; Trident/7.0; rv:11.0) like Gecko`
  const chrome = chromeOn(system, version)
  return /edge$/.test(browser) ? `${chrome} Edg/${chromiumVersion(version)}` : chrome
}

/** The `User-Agent` of a page load: Chrome on a desktop pretends to be the device that the conditions name. */
export function userAgent (device: Device, platform: BrowserPlatform): string {
  const host = hostAgent(platform)
  const pretends = device.formFactor === 'mobile' && host.includes('Chrome/') && !/Android|iPhone|iPad/.test(host)
  return pretends ? emulated(device, platform.version) : host
}
