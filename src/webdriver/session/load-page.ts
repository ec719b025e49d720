/** The page loads of a session: each is one of its job's, simulated under the conditions in force. */
import type { LoadHow, LoadedPage } from '../../browser/settings.js'
import { DriverError } from '../../browser/errors.js'
import type { Job } from '../../facts/job.js'
import { browserOf } from '../../facts/platform.js'
import { intercepts } from '../../facts/visit-setting.js'
import { isWebUrl } from '../../facts/visits.js'
import type { Page } from '../../lab/page/page.schema.js'
import { errorPageOf } from '../../lab/session/browser-words.js'
import { visitTime } from '../../lab/session/visit-time.js'
import type { Timeline } from '../../lab/timeline.js'
import { storyWords } from '../../sauce/assets/story-words.js'
import { declaredVisit } from '../../worlds/declared-pages.js'
import { pageOf, simulateLoad } from '../../worlds/page-loads.js'
import type { World } from '../../worlds/world.js'
import type { LiveSession } from './live-session.js'

/** A document that its address holds, or that has nothing: no server is asked, and nothing is measured. */
function ownDocument (url: string): LoadedPage {
  const [, type = '', coding = '', data = ''] = /^data:([^,;]*)[^,]*?(;base64)?,([\s\S]*)$/i.exec(url) ?? []
  const isPage = type === '' ? false : /html|xml/i.test(type)
  const text = coding === '' ? decoded(data) : Buffer.from(decoded(data), 'base64').toString('utf8')
  return { url, title: '', html: isPage ? text : `<pre>${escaped(text)}</pre>`, error: null }
}

function decoded (text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** How long a navigation waits, ms: for all of the page, for its document, or not at all. */
function waiting ({ strategy }: LiveSession, timeline: Timeline): number {
  if (timeline.error !== null) return visitTime(timeline)
  if (strategy === 'none') return Math.min(50, timeline.load)
  return strategy === 'eager' ? timeline.domContentLoaded : visitTime(timeline)
}

/**
 * Loads a page as the session's browser asks for it. In a frame it is part of another page, and no load of its own.
 * @throws DriverError where it takes longer than the session waits, or the job is over
 */
export async function loadPage (session: LiveSession, url: string, { reason }: LoadHow): Promise<LoadedPage> {
  if (/^about:/i.test(url)) return { url, title: '', html: '', error: null }
  if (!isWebUrl(url)) return ownDocument(url)
  const { world } = session
  const page = pageOf(world, url)
  const scripted = scriptedOf(world, page)
  if (reason === 'frame') return { url, title: page.title ?? '', html: page.html, ...scripted, error: null }
  const orderIndex = beginLoad(session, url)
  const { job } = session
  const timeline = job === undefined ? undefined : await simulateLoad(world, job, orderIndex)
  if (job === undefined || timeline === undefined) throw new DriverError('no such window', 'no such window')
  const shown = (await storyWords(world)).onPage(timeline, page)
  session.last = { orderIndex, at: job.driven?.[orderIndex]?.at ?? 0, timeline: shown }
  noteMocked(session, timeline)
  wait(session, timeline)
  const { visual, title } = shown
  if (shown.error === null) return { url: timeline.url, title, html: page.html, visual, ...scripted, error: null }
  const error = timeline.requests[0]?.errorText ?? 'net::ERR_FAILED'
  const errorPage = errorPageOf(browserOf(job.platform), new URL(url).host, error)
  return { url: timeline.url, title: errorPage.title, visual, error, errorPage }
}

/** So many calls of a mocked address are remembered. */
const mostCalls = 1000

function noteMocked ({ mocks }: LiveSession, { requests }: Timeline): void {
  for (const { interception, calls } of mocks.byId.values()) {
    const isMeant = intercepts(interception)
    const meant = requests.filter(({ url }) => isMeant(url)).slice(0, mostCalls - calls.length)
    calls.push(...meant.map(({ url, method }) => ({ url, method })))
  }
}

/** What a page does and what fails on it; where it leads is an address. */
const scriptedOf = (world: World, { behaviour, failures }: Page): Pick<LoadedPage, 'behaviour' | 'failures'> => ({
  behaviour: behaviour?.map((rule) =>
    rule.navigate === undefined ? rule : { ...rule, navigate: pageOf(world, rule.navigate).url }),
  failures
})

/** The load is the job's from now on. Its place among them. */
function beginLoad (session: LiveSession, url: string): number {
  const { job, world: { facts } } = session
  if (job === undefined) throw new DriverError('no such window', 'no such window')
  const { visits, driven = [] } = job
  const pages = pagesAfter(session.world, job, url)
  facts.jobs.put({ ...job, visits: [...visits, url], driven: [...driven, session.visitSetting()], ...pages })
  session.visit ??= visits.length
  return visits.length
}

/** What the job keeps of which declared pages its loads are; nothing as long as there are none. */
function pagesAfter (world: World, { visits, pages }: Job, url: string): Pick<Job, 'pages'> {
  const page = declaredVisit(world, url)
  if (page === null && pages === undefined) return {}
  return { pages: [...pages ?? visits.map(() => null), page] }
}

/** @throws DriverError where the page takes longer than the session's pageLoad timeout */
function wait (session: LiveSession, timeline: Timeline): void {
  const most = session.browser?.timeouts.pageLoad ?? Infinity
  const ms = waiting(session, timeline)
  session.time.pass(Math.min(ms, most))
  if (ms > most) {
    const seconds = (most / 1000).toFixed(3)
    throw new DriverError('timeout', `timeout: Timed out receiving message from renderer: ${seconds}`)
  }
}
