/** A shop of three pages for clients of WebDriver, each declared by its HTML; and the same with one page changed. */
import type { Test } from 'tap'
import type { TwinOptions } from '../src/options.js'
import { basic } from './helper.js'

const home = (greeting: string): string => `<!doctype html><html><head><title>Tea shop</title>
<style>.gone { display: none } body { width: 700px } #far { margin-top: 1500px }</style></head><body>
<h1 id="greeting" class="title big">${greeting}</h1>
<form id="search" action="/found" method="get"><label for="query">Search</label> <input id="query" name="q" type="text">
<select id="kind" name="kind"><option value="all">All</option><option value="green">Green</option></select>
<input type="checkbox" id="sale" name="sale" value="yes"> <button id="go" type="submit">Find</button></form>
<p class="gone" id="hidden">not to be seen</p>
<button id="warn" type="button" onclick="window.sure = confirm('Sure?')">Warn</button>
<button id="later" type="button"
  onclick="setTimeout(function () { document.getElementById('state').textContent = 'ready' }, 700)">Later</button>
<p id="state">waiting</p><a id="about" href="/about">About us</a> <a id="new" href="/about" target="_blank">In a window</a>
<iframe id="frame" name="inner" srcdoc="&lt;p id='within'&gt;within the frame&lt;/p&gt;" width="300" height="60"></iframe>
<p id="far">far below</p></body></html>`

const found = `<!doctype html><title>Found</title><h1>Found</h1>
<ul><li class="item">Sencha</li><li class="item">Matcha</li></ul><a href="/">Back</a>`
const about = '<!doctype html><title>About</title><h1>About us</h1><p>We sell tea.</p>'

export const shopUrl = 'https://tea.test/'

/** What the suites look for: a page is found by its whole address. */
const queries = ['q=sencha%21&kind=green&sale=yes', 'q=tea&kind=green&sale=yes', 'q=sencha%21&kind=all', 'q=tea&kind=green']

/** The options of a twin with the shop; `greeting` is what its first page says. */
export const shop = (greeting = 'Welcome'): TwinOptions => ({
  // Clients that wait ask again and again: the world's clock goes on with ours.
  now: undefined,
  world: {
    name: 'tea',
    sauce: { teams: [{ name: 'One', users: [{ username: 'demo', accessKey: 'dddddddd-dddd-4ddd-8ddd-dddddddddddd' }] }] },
    pages: {
      home: { url: shopUrl, html: home(greeting) },
      ...Object.fromEntries(queries.map((query, index) => [`found-${index}`, { url: `https://tea.test/found?${query}`, html: found }])),
      about: { url: 'https://tea.test/about', html: about }
    }
  }
} as unknown as TwinOptions)

/** A step of a suite: what it is called, and what it does; it throws where the page is not as it should be. */
export type Step<B> = readonly [name: string, does: (browser: B) => Promise<void>]

/** How far a suite came: the steps that passed, and the one that did not. */
export interface Came { readonly passed: string[], readonly failed: string | undefined, readonly error: unknown }

/** Runs a suite's steps to the first that fails, as a test runner does. */
export async function runSteps<B> (browser: B, steps: ReadonlyArray<Step<B>>): Promise<Came> {
  const passed: string[] = []
  for (const [name, does] of steps) {
    try {
      await does(browser)
    } catch (error) {
      return { passed, failed: name, error }
    }
    passed.push(name)
  }
  return { passed, failed: undefined, error: undefined }
}

/** Where a twin listens. */
export interface Where { readonly port: number, readonly key: string, readonly url: string }

/** What a client's job says of it: all of it agrees with what the client did. */
export async function checkJob (t: Test, { url, key }: Where, name: string, passed: boolean): Promise<void> {
  const ask = async (path: string): Promise<any> =>
    await (await fetch(`${url}${path}`, { headers: { authorization: basic('demo', key) } })).json()
  const { jobs } = await ask(`/rest/v1.1/demo/jobs?name=${encodeURIComponent(name)}&full=true&limit=10`)
  const [job] = jobs
  t.match(job, { name, status: 'complete', passed, browser: 'googlechrome' }, `${name}: its job`)
  const log = await ask(`/rest/v1/demo/jobs/${job.id}/assets/log.json`) as Array<{ method: string, path: string }>
  const opened = log.filter((each) => each.method === 'POST' && each.path?.endsWith('url'))
  t.ok(opened.length > 0, `${name}: log.json has what was opened`)
  t.ok(log.length > 20 || !passed, `${name}: log.json has every command`)
  const { log: { pages } } = await ask(`/rest/v1/demo/jobs/${job.id}/assets/network.har`)
  t.equal(pages[0].title, 'Tea shop', `${name}: the HAR has the page`)
  const loads = await ask(`/rest/v1/demo/jobs/${job.id}/assets/performance.json`) as Array<{ url: string }>
  t.equal(loads[0]?.url, shopUrl, `${name}: its performance was measured`)
  const measured = await ask(`/v2/performance/metrics/${job.id}/`)
  t.equal(measured.items[0].page_url, shopUrl, `${name}: the performance API has it`)
}
