import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'

const require = createRequire(import.meta.url)
const axeSource = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8')

/** A host that is neither secure nor this machine, to a browser: where no name but this one leads anywhere. */
export const foreignHost = 'twin.test'

export async function launch () {
  const rules = `MAP ${foreignHost} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`
  const args = ['--no-sandbox', `--host-resolver-rules=${rules}`]
  return await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args })
}

/** Opens a page that notes whatever it should not do in `troubles`. */
export async function openPage (browser, { viewport = { width: 1280, height: 720 }, ...settings } = {}) {
  const context = await browser.newContext({ viewport, reducedMotion: 'reduce', colorScheme: 'light', ...settings })
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile, lineNumber }) => {
      console.error(`policy: ${effectiveDirective} ${blockedURI} (${sourceFile}:${lineNumber})`)
    })
  })
  const page = await context.newPage()
  const troubles = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) troubles.push(`console: ${message.text()} ${message.location().url}`)
  })
  page.on('pageerror', (error) => troubles.push(`error: ${error.stack}`))
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (protocol === 'data:' || protocol === 'blob:') return
    const own = new URL(page.url() === 'about:blank' ? request.url() : page.url()).origin
    if (origin !== own) troubles.push(`left the origin: ${request.url()}`)
  })
  return { page, troubles, close: async () => { await context.close() } }
}

const drawnAt = (hash) => {
  const { ready } = document.documentElement.dataset
  return ready !== undefined && (hash === null || ready === hash)
}

/** Waits until the page says that it is drawn; where `hash` is given, for this address. */
export async function ready (page, hash = null) {
  await page.waitForFunction(drawnAt, hash, { timeout: 15_000, polling: 50 })
    .catch(() => { throw new Error(`${page.url()} is never drawn${hash === null ? '' : ` for ${hash}`}`) })
}

/** Goes to another view of the page. */
export async function go (page, hash) {
  await page.evaluate((to) => { location.hash = to }, hash)
  await ready(page, hash)
}

/** @throws Error with what axe finds that is serious or critical. */
export async function axe (page, what) {
  // Its source defines `axe`; as an element of the page it would be refused.
  await page.evaluate(axeSource)
  const violations = await page.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { resultTypes: ['violations'] })
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, help, nodes }) => `${id}: ${help}\n${nodes.slice(0, 5).map(({ html, failureSummary }) =>
        `  ${html.slice(0, 200)}\n    ${failureSummary.replace(/\n\s*/g, ' ')}`).join('\n')}`)
  })
  if (violations.length > 0) throw new Error(`axe, ${what}:\n${violations.join('\n')}`)
}
