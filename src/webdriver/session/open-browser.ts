/** The browser of a new session, on the platform that was asked for. */
import { hostAgent } from '../../artifacts/user-agent.js'
import type { BrowserSettings, PromptBehaviour } from '../../browser/settings.js'
import type { Job } from '../../facts/job.js'
import { isJsonObject, type JsonObject } from '../../kernel/json.js'
import { deviceFor } from '../../lab/page/conditions.js'
import { DrivenBrowser } from './driven-browser.js'
import type { LiveSession } from './live-session.js'
import { loadPage } from './load-page.js'

const behaviours: readonly PromptBehaviour[] =
  ['dismiss', 'dismiss and notify', 'accept', 'accept and notify', 'ignore']

/** A word for all prompts; of one for each type that of the others. */
function promptsOf ({ unhandledPromptBehavior: asked }: JsonObject): PromptBehaviour {
  const word = isJsonObject(asked) ? asked.default ?? asked.alert ?? asked.confirm : asked
  return behaviours.find((each) => each === word) ?? 'dismiss and notify'
}

/** What a browser calls itself may change (`sauce:debug`). */
type OwnSettings = Omit<BrowserSettings, 'userAgent'> & { userAgent: string }

export async function openSessionBrowser (
  session: LiveSession, { platform, conditions }: Job, asked: JsonObject
): Promise<void> {
  const { viewport } = deviceFor(conditions.device)
  const { time } = session
  const settings: OwnSettings = {
    viewport,
    browserName: platform.browserName,
    browserVersion: platform.version,
    platformName: platform.os,
    userAgent: hostAgent(platform),
    random: session.random('browser'),
    prompts: promptsOf(asked),
    now: () => time.now(),
    pass: (ms) => { time.pass(ms) },
    chance: (share, name) => session.random(name).chance(share),
    load: async (url, how) => await loadPage(session, url, how)
  }
  session.pretend = (userAgent) => { settings.userAgent = userAgent ?? hostAgent(platform) }
  const { openBrowser } = await import('../../browser/browser.js')
  const { ScriptsOfSession } = await import('./session-scripts.js')
  const opened = openBrowser(settings)
  session.scripts = new ScriptsOfSession(session, opened)
  const browser = new DrivenBrowser(opened)
  if (isJsonObject(asked.timeouts)) await browser.perform('setTimeouts', asked.timeouts)
  session.browser = browser
}
