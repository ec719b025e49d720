/** The commands that a browser performs, by the names of W3C's headings. */
export const browserCommands = [
  'getTimeouts', 'setTimeouts',
  'navigateTo', 'getCurrentUrl', 'back', 'forward', 'refresh', 'getTitle',
  'getWindowHandle', 'closeWindow', 'switchToWindow', 'getWindowHandles', 'newWindow', 'switchToFrame',
  'switchToParentFrame', 'getWindowRect', 'setWindowRect', 'maximizeWindow', 'minimizeWindow', 'fullscreenWindow',
  'getActiveElement', 'getElementShadowRoot', 'findElement', 'findElements', 'findElementFromElement',
  'findElementsFromElement', 'findElementFromShadowRoot', 'findElementsFromShadowRoot',
  'isElementSelected', 'isElementDisplayed', 'getElementAttribute', 'getElementProperty', 'getElementCssValue',
  'getElementText', 'getElementTagName', 'getElementRect', 'isElementEnabled', 'getComputedRole', 'getComputedLabel',
  'elementClick', 'elementClear', 'elementSendKeys',
  'getPageSource',
  'getAllCookies', 'getNamedCookie', 'addCookie', 'deleteCookie', 'deleteAllCookies',
  'performActions', 'releaseActions',
  'dismissAlert', 'acceptAlert', 'getAlertText', 'sendAlertText',
  'takeScreenshot', 'takeElementScreenshot', 'printPage'
] as const

export type BrowserCommand = typeof browserCommands[number]
