import { openBrowser, type Browser, type BrowserSettings, type LoadedPage, type LoadHow } from '../src/browser/browser.js'
import { DriverError } from '../src/browser/errors.js'
import { elementKey } from '../src/browser/element-ids.js'
import { stream } from '../src/kernel/random.js'
import { simulatePageLoad } from '../src/lab/load/page-load.js'
import { storyWords } from '../src/sauce/assets/story-words.js'
import type { VisualProgress } from '../src/lab/timeline.js'

export interface Asked extends LoadHow { readonly url: string }

/** A browser whose pages are given by their address; what is asked for is written down, time passes only when told. */
export interface Opened {
  readonly browser: Browser
  readonly asked: Asked[]
  readonly clock: { now: number }
  /** Does a command, and answers its value. */
  readonly $: (command: string, parameters?: Record<string, unknown>, element?: string, name?: string) => Promise<any>
  /** The id of the element that a selector finds. */
  readonly find: (selector: string) => Promise<string>
  readonly text: (selector: string) => Promise<string>
  /** The code of the error that a command is refused with. */
  readonly code: (command: string, parameters?: Record<string, unknown>, element?: string, name?: string) => Promise<string>
}

export type Pages = Readonly<Record<string, string | Partial<LoadedPage>>>

export const site = 'https://shop.example.com'

export function opened (pages: Pages = {}, settings: Partial<BrowserSettings> = {}): Opened {
  const asked: Asked[] = []
  const clock = { now: Date.UTC(2026, 0, 5) }
  const load = async (url: string, how: LoadHow): Promise<LoadedPage> => {
    asked.push({ url, ...how })
    const { origin, pathname } = new URL(url)
    const page = pages[url] ?? pages[pathname] ?? `<title>${pathname}</title><p id="path">${pathname}</p>`
    return { url, title: origin, error: null, ...(typeof page === 'string' ? { html: page } : page) }
  }
  const browser = openBrowser({
    viewport: { width: 1024, height: 648 },
    browserName: 'chrome',
    browserVersion: '128.0',
    platformName: 'Windows 11',
    userAgent: 'Mozilla/5.0',
    random: stream(1, 'browser'),
    now: () => clock.now,
    pass: (ms) => { clock.now += ms },
    load,
    ...settings
  })
  const $: Opened['$'] = async (command, parameters = {}, element, name) =>
    await browser.perform(command, parameters, { ...(element === undefined ? {} : { element }), ...(name === undefined ? {} : { name }) })
  const find = async (value: string): Promise<string> =>
    (await $('findElement', { using: 'css selector', value }))[elementKey]
  const code: Opened['code'] = async (...command) => {
    try {
      await $(...command)
    } catch (error) {
      if (error instanceof DriverError) return error.code
      throw error
    }
    return 'nothing'
  }
  return { browser, asked, clock, $, find, code, text: async (selector) => await $('getElementText', {}, await find(selector)) }
}

/** A browser that shows a page of HTML. */
export async function showing (html: string, pages: Pages = {}, settings: Partial<BrowserSettings> = {}): Promise<Opened> {
  const made = opened({ [`${site}/`]: html, ...pages }, settings)
  await made.$('navigateTo', { url: `${site}/` })
  return made
}

/** What the lab draws of a page that no world file declares, with its words. */
export async function drawn (url: string, mobile = false): Promise<{ readonly title: string, readonly visual: VisualProgress }> {
  const page = { url }
  const device = mobile ? { formFactor: 'mobile' as const, width: 412, height: 732 } : 'desktop' as const
  const timeline = simulatePageLoad({ seed: 1, jobId: 'a', orderIndex: 0, page, device, startedAt: 0 })
  const words = await storyWords({ seed: 1, file: {} as never })
  const { title, visual } = words.onPage(timeline, page)
  return { title, visual }
}

export const key = elementKey
