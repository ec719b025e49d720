/** The capabilities that a new session answers: clients decide by them what they send. */
import type { Platform } from '../../facts/job.js'
import { isJsonObject, type JsonObject } from '../../kernel/json.js'

/** W3C's timeouts where nobody asks for others, ms. */
export const usualTimeouts = { script: 30_000, pageLoad: 300_000, implicit: 0 } as const

const strategies = ['none', 'eager', 'normal'] as const

export const strategyOf = ({ pageLoadStrategy }: JsonObject): typeof strategies[number] =>
  strategies.find((each) => each === pageLoadStrategy) ?? 'normal'

/** What the browser's own driver adds. Nobody listens behind a debugger's address, so none is given. */
function ofDriver ({ browserName, version }: Platform): JsonObject {
  switch (browserName.toLowerCase()) {
    case 'chrome': return { chrome: { chromedriverVersion: version, userDataDir: '/tmp/chrome' } }
    case 'microsoftedge': return { msedge: { msedgedriverVersion: version, userDataDir: '/tmp/edge' } }
    case 'firefox': return { 'moz:headless': false, 'moz:profile': '/tmp/profile', 'moz:processID': 1 }
    default: return {}
  }
}

/** What tells clients that they speak with Appium. */
const ofDevice = ({ device, shortVersion, os }: Platform): JsonObject => device === undefined
  ? {}
  : {
      platformName: os.startsWith('mac') ? 'iOS' : 'Android',
      'appium:deviceName': device,
      'appium:platformVersion': shortVersion,
      'appium:automationName': os.startsWith('mac') ? 'XCUITest' : 'UiAutomator2'
    }

export function answeredCapabilities (asked: JsonObject, platform: Platform, id: string): JsonObject {
  return {
    acceptInsecureCerts: asked.acceptInsecureCerts === true,
    browserName: platform.browserName,
    browserVersion: platform.version,
    platformName: platform.os,
    pageLoadStrategy: strategyOf(asked),
    proxy: isJsonObject(asked.proxy) ? asked.proxy : {},
    setWindowRect: platform.device === undefined,
    strictFileInteractability: asked.strictFileInteractability === true,
    timeouts: { ...usualTimeouts, ...(isJsonObject(asked.timeouts) ? asked.timeouts : {}) },
    unhandledPromptBehavior: asked.unhandledPromptBehavior ?? 'dismiss and notify',
    ...ofDriver(platform),
    ...ofDevice(platform),
    'webdriver.remote.sessionid': id
  }
}

/** As before W3C (recorded in webdriverio#2128). */
export const legacyCapabilities = (platform: Platform, id: string): JsonObject => ({
  browserName: platform.browserName,
  version: platform.version,
  platform: platform.os,
  javascriptEnabled: true,
  takesScreenshot: true,
  cssSelectorsEnabled: true,
  handlesAlerts: true,
  locationContextEnabled: true,
  nativeEvents: true,
  rotatable: false,
  webStorageEnabled: true,
  databaseEnabled: false,
  acceptSslCerts: true,
  unexpectedAlertBehaviour: '',
  ...ofDriver(platform),
  'webdriver.remote.sessionid': id
})
