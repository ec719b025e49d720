/** What browsers say themselves: of scripts that fail, and where there is no network. */

/** Whose code runs the page, and how new it is: the browser's major version, Infinity where it is newer than any. */
export interface Browser {
  readonly engine: 'Blink' | 'Gecko' | 'WebKit'
  readonly version: number
  /** What people call it. */
  readonly name: string
  /** The phone or tablet whose browser it is. */
  readonly device?: string
}

export const someChrome: Browser = { engine: 'Blink', version: Infinity, name: 'Chrome' }

/** Since then V8 says which property it was that was read (version 9.3's new wording came with Chrome 92). */
const chromeThatReads = 92
/** Since then SpiderMonkey names the property. */
const firefoxThatReads = 78

/** What WebDriver says of a script that reads a property of null. */
export function scriptError ({ engine, version }: Browser): string {
  if (engine === 'WebKit') {
    return 'TypeError: null is not an object (evaluating \'document.querySelector("#total").value\')'
  }
  if (engine === 'Gecko') {
    const nothing = 'document.querySelector(...) is null'
    return `TypeError: ${version < firefoxThatReads ? nothing : `can't access property "value", ${nothing}`}`
  }
  const read = version < chromeThatReads
    ? 'Cannot read property \'value\' of null'
    : 'Cannot read properties of null (reading \'value\')'
  return `javascript error: ${read}`
}

/** What WebDriver says of a page that was asked for where there is no network. */
export function offlineError ({ engine }: Browser): string {
  if (engine === 'Gecko') return 'Reached error page: about:neterror?e=netOffline'
  return engine === 'WebKit'
    ? 'The Internet connection appears to be offline.'
    : 'unknown error: net::ERR_INTERNET_DISCONNECTED'
}

/** The page that a browser shows in place of one it cannot load. */
export interface ErrorPage {
  /** What the tab is called. */
  readonly title: string
  readonly heading: string
  readonly sentences: readonly string[]
  readonly hints: readonly string[]
  /** In small print; empty where there is none. */
  readonly code: string
  readonly button: string
  /** Chrome has a dinosaur to play with. */
  readonly dinosaur?: boolean
}

const chromeHints = ['Checking the network cables, modem, and router', 'Reconnecting to Wi-Fi']
const edgeHints = ['Checking your network cables, modem, and routers', 'Reconnecting to your wireless network']

/** What became of a host that could not be reached, as Chrome says it. */
const reached: Readonly<Record<string, (host: string) => string>> = {
  ERR_CONNECTION_REFUSED: (host) => `${host} refused to connect.`,
  ERR_TIMED_OUT: (host) => `${host} took too long to respond.`,
  ERR_NAME_NOT_RESOLVED: (host) => `${host}\u2019s server IP address could not be found.`
}

/** The page in place of one whose document did not arrive; `errorText`: `net::ERR_…`. */
export function errorPageOf (browser: Browser, host: string, errorText: string | null): ErrorPage {
  const code = (errorText ?? '').replace(/^net::/, '')
  if (code === '' || code === 'ERR_INTERNET_DISCONNECTED') return offlinePage(browser, host)
  const { engine } = browser
  if (engine === 'Blink') {
    return {
      title: host,
      heading: 'This site can\u2019t be reached',
      sentences: [reached[code]?.(host) ?? `${host} unexpectedly closed the connection.`, 'Try:'],
      hints: ['Checking the connection', 'Checking the proxy and the firewall'],
      code,
      button: 'Reload'
    }
  }
  const gecko = engine === 'Gecko'
  return {
    title: gecko ? 'Problem loading page' : 'Failed to open page',
    heading: gecko ? 'Unable to connect' : 'Safari Can\u2019t Connect to the Server',
    sentences: [gecko
      ? `Firefox can\u2019t establish a connection to the server at ${host}.`
      : `Safari can\u2019t open the page because it can\u2019t connect to the server \u201c${host}\u201d.`],
    hints: [],
    code: '',
    button: gecko ? 'Try Again' : ''
  }
}

/** The page of a browser without a network, on a host's page. */
export function offlinePage ({ engine, name, device }: Browser, host: string): ErrorPage {
  if (engine === 'Gecko') {
    return {
      title: 'Problem loading page',
      heading: 'Offline mode',
      sentences: ['Firefox is currently in offline mode and can\u2019t browse the Web.'],
      hints: ['Press \u201cTry Again\u201d to switch to online mode and reload the page.'],
      code: '',
      button: 'Try Again'
    }
  }
  if (engine === 'WebKit') {
    return {
      title: 'Failed to open page',
      heading: 'You Are Not Connected to the Internet',
      sentences: [`This page can\u2019t be displayed because your ${device ?? 'computer'} is currently offline.`],
      hints: [],
      code: '',
      button: ''
    }
  }
  const edge = name === 'Edge'
  return {
    title: host,
    heading: edge ? 'You\u2019re not connected' : 'No internet',
    sentences: [
      ...(edge ? ['And the web just isn\u2019t the same without you. Let\u2019s get you back online!'] : []), 'Try:'
    ],
    hints: edge ? edgeHints : chromeHints,
    code: 'ERR_INTERNET_DISCONNECTED',
    button: '',
    dinosaur: !edge
  }
}
