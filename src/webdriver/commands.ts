/**
 * The commands that a remote end takes, by method and address: W3C's by its names, and beside them what clients still
 * send or what Sauce Labs adds. Needs nothing else: it is known at the start, so that rules can name commands.
 */
import type { Fidelity } from '../http/operation.js'

export interface Command {
  /** W3C's name, or the clients'. */
  readonly name: string
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Below `/wd/hub`, or below the root; `{element}` stands for one part. */
  readonly path: string
  readonly fidelity: Fidelity
  readonly note?: string
}

const session = '/session/{session}'
const element = `${session}/element/{element}`
const shadow = `${session}/shadow/{shadow}`
const ondemand = `${session}/sauce/ondemand`

type Row = readonly [name: string, method: Command['method'], path: string]

/** Those of the W3C recommendation (WebDriver, 8 to 18). */
const standard: readonly Row[] = [
  ['newSession', 'POST', '/session'],
  ['deleteSession', 'DELETE', session],
  ['status', 'GET', '/status'],
  ['getTimeouts', 'GET', `${session}/timeouts`],
  ['setTimeouts', 'POST', `${session}/timeouts`],
  ['navigateTo', 'POST', `${session}/url`],
  ['getCurrentUrl', 'GET', `${session}/url`],
  ['back', 'POST', `${session}/back`],
  ['forward', 'POST', `${session}/forward`],
  ['refresh', 'POST', `${session}/refresh`],
  ['getTitle', 'GET', `${session}/title`],
  ['getWindowHandle', 'GET', `${session}/window`],
  ['closeWindow', 'DELETE', `${session}/window`],
  ['switchToWindow', 'POST', `${session}/window`],
  ['getWindowHandles', 'GET', `${session}/window/handles`],
  ['newWindow', 'POST', `${session}/window/new`],
  ['switchToFrame', 'POST', `${session}/frame`],
  ['switchToParentFrame', 'POST', `${session}/frame/parent`],
  ['getWindowRect', 'GET', `${session}/window/rect`],
  ['setWindowRect', 'POST', `${session}/window/rect`],
  ['maximizeWindow', 'POST', `${session}/window/maximize`],
  ['minimizeWindow', 'POST', `${session}/window/minimize`],
  ['fullscreenWindow', 'POST', `${session}/window/fullscreen`],
  ['getActiveElement', 'GET', `${session}/element/active`],
  ['getElementShadowRoot', 'GET', `${element}/shadow`],
  ['findElement', 'POST', `${session}/element`],
  ['findElements', 'POST', `${session}/elements`],
  ['findElementFromElement', 'POST', `${element}/element`],
  ['findElementsFromElement', 'POST', `${element}/elements`],
  ['findElementFromShadowRoot', 'POST', `${shadow}/element`],
  ['findElementsFromShadowRoot', 'POST', `${shadow}/elements`],
  ['isElementSelected', 'GET', `${element}/selected`],
  ['isElementDisplayed', 'GET', `${element}/displayed`],
  ['getElementAttribute', 'GET', `${element}/attribute/{name}`],
  ['getElementProperty', 'GET', `${element}/property/{name}`],
  ['getElementCssValue', 'GET', `${element}/css/{name}`],
  ['getElementText', 'GET', `${element}/text`],
  ['getElementTagName', 'GET', `${element}/name`],
  ['getElementRect', 'GET', `${element}/rect`],
  ['isElementEnabled', 'GET', `${element}/enabled`],
  ['getComputedRole', 'GET', `${element}/computedrole`],
  ['getComputedLabel', 'GET', `${element}/computedlabel`],
  ['elementClick', 'POST', `${element}/click`],
  ['elementClear', 'POST', `${element}/clear`],
  ['elementSendKeys', 'POST', `${element}/value`],
  ['getPageSource', 'GET', `${session}/source`],
  ['executeScript', 'POST', `${session}/execute/sync`],
  ['executeAsyncScript', 'POST', `${session}/execute/async`],
  ['getAllCookies', 'GET', `${session}/cookie`],
  ['getNamedCookie', 'GET', `${session}/cookie/{name}`],
  ['addCookie', 'POST', `${session}/cookie`],
  ['deleteCookie', 'DELETE', `${session}/cookie/{name}`],
  ['deleteAllCookies', 'DELETE', `${session}/cookie`],
  ['performActions', 'POST', `${session}/actions`],
  ['releaseActions', 'DELETE', `${session}/actions`],
  ['dismissAlert', 'POST', `${session}/alert/dismiss`],
  ['acceptAlert', 'POST', `${session}/alert/accept`],
  ['getAlertText', 'GET', `${session}/alert/text`],
  ['sendAlertText', 'POST', `${session}/alert/text`],
  ['takeScreenshot', 'GET', `${session}/screenshot`],
  ['takeElementScreenshot', 'GET', `${element}/screenshot`],
  ['printPage', 'POST', `${session}/print`]
]

/** What was before W3C, as clients still send it (the JSON wire protocol), and Selenium's own. */
const older: readonly Row[] = [
  ['getSession', 'GET', session],
  ['getSessions', 'GET', '/sessions'],
  ['executeScript', 'POST', `${session}/execute`],
  ['executeAsyncScript', 'POST', `${session}/execute_async`],
  ['getActiveElement', 'POST', `${session}/element/active`],
  ['getWindowHandle', 'GET', `${session}/window_handle`],
  ['getWindowHandles', 'GET', `${session}/window_handles`],
  ['maximizeWindow', 'POST', `${session}/window/current/maximize`],
  ['setImplicitWait', 'POST', `${session}/timeouts/implicit_wait`],
  ['setScriptTimeout', 'POST', `${session}/timeouts/async_script`],
  ['dismissAlert', 'POST', `${session}/dismiss_alert`],
  ['acceptAlert', 'POST', `${session}/accept_alert`],
  ['getAlertText', 'GET', `${session}/alert_text`],
  ['sendAlertText', 'POST', `${session}/alert_text`],
  ['getLogTypes', 'GET', `${session}/se/log/types`],
  ['getLog', 'POST', `${session}/se/log`],
  ['getLogTypes', 'GET', `${session}/log/types`],
  ['getLog', 'POST', `${session}/log`],
  ['uploadFile', 'POST', `${session}/se/file`],
  ['uploadFile', 'POST', `${session}/file`],
  ['sendCommand', 'POST', `${session}/goog/cdp/execute`],
  ['sendCommand', 'POST', `${session}/chromium/send_command`],
  ['sendCommand', 'POST', `${session}/chromium/send_command_and_get_result`]
]

/** Sauce Labs' own, by the names that WebdriverIO has for them (@wdio/protocols). */
const ofSauce: readonly Row[] = [
  ['getPageLogs', 'POST', `${ondemand}/log`],
  ['assertPerformance', 'POST', `${ondemand}/performance`],
  ['jankinessCheck', 'POST', `${ondemand}/performance/scroll`],
  ['throttleNetwork', 'POST', `${ondemand}/throttle/network`],
  ['throttleCPU', 'POST', `${ondemand}/throttle/cpu`],
  ['interceptRequest', 'POST', `${ondemand}/intercept`],
  ['mockRequest', 'POST', `${ondemand}/mock`],
  ['getMockCalls', 'GET', `${ondemand}/mock/{name}`],
  ['respondMock', 'POST', `${ondemand}/mock/{name}`],
  ['clearMockCalls', 'DELETE', `${ondemand}/mock/{name}`]
]

const rows = (list: readonly Row[], fidelity: Fidelity): Command[] =>
  list.map(([name, method, path]) => ({ name, method, path, fidelity }))

export const commands: readonly Command[] = [
  ...rows(standard, 'documented'),
  ...rows(older, 'observed'),
  ...rows(ofSauce, 'observed')
]

export const commandNames: readonly string[] = [...new Set(commands.map(({ name }) => name))]
