import assert from 'node:assert/strict'
import { join } from 'node:path'
import { axe, foreignHost, go, openPage, ready } from './browser.mjs'
import { asking, makeWorld, startTwin } from './twin.mjs'

const slug = (name) => name.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 50)

/** What the vendors' clients did in a world, and what the dashboard left by looking. */
async function traces (api) {
  const { entries } = await api('/_perftwin/journal?limit=1000')
  return entries.length
}

/** The page of a check, opened in a world of its own. */
async function begin (check, { browser, twin }) {
  const { hash, viewport } = check
  const world = slug(check.name)
  const base = await makeWorld(twin, world)
  const { api, act } = asking(base, twin)
  const address = typeof hash === 'function' ? await hash(api) : hash
  const opened = await openPage(browser, { viewport })
  return { ...opened, base, api, act, world, address }
}

async function open ({ page, api, base, address }, query = '') {
  const before = await traces(api)
  await page.goto(`${base}/_perftwin/dashboard/${query}${address}`)
  await ready(page)
  assert.equal(await traces(api), before, 'looking left something in the journal')
}

const isExpected = ({ expects = [] }, trouble) => expects.some((pattern) => pattern.test(trouble))

function checkTroubles (check, troubles) {
  const unexpected = troubles.filter((trouble) => !isExpected(check, trouble))
  assert.deepEqual(unexpected, [], 'the page does what it should not do')
}

async function inBothThemes (page, name, output) {
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: join(output, `${slug(name)}${colorScheme === 'dark' ? '-dark' : ''}.png`), fullPage: true })
    await axe(page, colorScheme)
  }
}

/** Holds a view to all that every view keeps to, and to its own check. */
export async function perform (check, { browser, twin, output, pictures }) {
  const begun = await begin(check, { browser, twin })
  const { page, api, act, base, world, troubles } = begun
  const ends = [begun.close]
  const tools = {
    page, api, act, base, world, twin, output, pictures, assert, foreignHost, axe, go, ready, asking,
    startTwin: async (args) => {
      const other = await startTwin(args)
      ends.push(other.stop)
      return other
    },
    openPage: async (settings) => {
      const other = await openPage(browser, settings)
      ends.push(other.close)
      return other
    }
  }
  // In `run` the page is meant: go('#/journal'), axe('light'), ready('#/journal').
  Object.assign(tools, {
    go: async (hash, of = page) => { await go(of, hash) },
    ready: async (hash, of = page) => { await ready(of, hash) },
    axe: async (what, of = page) => { await axe(of, what) }
  })
  try {
    if (begun.address !== undefined) {
      await open(begun)
      await inBothThemes(page, check.name, output)
    }
    await check.run?.(tools)
    checkTroubles(check, troubles)
  } catch (error) {
    await page.screenshot({ path: join(output, `${slug(check.name)}-failed.png`), fullPage: true }).catch(() => {})
    if (troubles.length > 0) error.stack = `${error.stack}\n${troubles.join('\n')}`
    throw error
  } finally {
    for (const end of ends.reverse()) await end()
    await fetch(`${twin.url}/_perftwin/worlds/${world}`, { method: 'DELETE' })
  }
}

/** Looks at a view, and does nothing else: it is drawn, refused nothing and leaves no trace. */
export async function look (check, { browser, twin }) {
  const begun = await begin(check, { browser, twin })
  const { page, troubles } = begun
  try {
    await open(begun)
    const refusals = await page.locator('.notice[role=alert]').allTextContents()
    assert.deepEqual(refusals, [], 'something is refused')
    checkTroubles(check, troubles)
  } finally {
    await begun.close()
    await fetch(`${twin.url}/_perftwin/worlds/${begun.world}`, { method: 'DELETE' })
  }
}
