import { until } from '../verify-dashboard/until.mjs'

const rules = async (api) => (await api('/_perftwin/faults')).faults
const rowOf = (page, id) => page.locator(`[data-rule="${id}"]`)

/** What a client meets: a status, or why there is none. */
const meets = async (act, path) => {
  const start = performance.now()
  try {
    const answer = await act(path)
    const text = await answer.text()
    let isJson = true
    try { JSON.parse(text) } catch { isJson = false }
    return { status: answer.status, isJson, took: performance.now() - start }
  } catch {
    return { broken: true }
  }
}

/** What each preset does to the next request. */
const presets = {
  503: ({ status }) => status === 503,
  429: ({ status }) => status === 429,
  slow: ({ status, took }) => status === 200 && took >= 3000,
  'cut off': ({ broken }) => broken === true,
  malformed: ({ status, isJson }) => status === 200 && !isJson,
  reset: ({ broken }) => broken === true,
  'expired token': ({ status }) => status === 401
}

export const checks = [
  {
    name: 'faults',
    hash: async (api) => {
      const { accounts: [{ username }] } = await api('/_perftwin/info')
      await api('/_perftwin/faults', { method: 'POST', body: { id: 'down', match: { operation: 'getUser' }, effect: { status: 503 }, times: 1 } })
      await api(`/rest/v1/users/${username}`).catch(() => {})
      return '#/faults'
    },
    run: async ({ page, api, act, axe, assert }) => {
      const { accounts: [{ username }] } = await api('/_perftwin/info')
      const jobs = `/rest/v1/${username}/jobs?limit=5`

      // The rule of before is used up: it can still be looked at, and leads to what it struck.
      const down = rowOf(page, 'down')
      assert.match(await down.textContent(), /getUser.*503.*at most 1.*struck 1 of 1.*used up/)
      assert.match(await down.getByRole('link', { name: 'struck 1 of 1' }).getAttribute('href'), /^#\/journal\?fault=down$/)

      // Each preset, by one press: in force in the API, and met by a client.
      await page.locator('input[name=next]').fill('2')
      await page.locator('input[name=next]').press('Tab')
      for (const [title, holds] of Object.entries(presets)) {
        await page.getByRole('region', { name: 'Faults by one press' }).getByRole('button', { name: title, exact: true }).click()
        await until(title, async () => (await rules(api)).length === 2)
        const { id, match, times } = (await rules(api)).find(({ id }) => id !== 'down')
        assert.deepEqual([match, times], [{ vendor: 'sauce' }, title === 'expired token' ? 1 : 2], title)
        const met = await meets(act, jobs)
        assert.ok(holds(met), `${title}: ${JSON.stringify(met)}`)
        await rowOf(page, id).getByText('struck 1 of 1').waitFor()
        await rowOf(page, id).getByRole('button', { name: `Remove ${id}` }).click()
        await until(`${title} is removed`, async () => (await rules(api)).length === 1)
        await page.getByRole('region', { name: 'Ended', exact: true }).locator(`[data-rule="${id}"]`).getByText('removed').waitFor()
        assert.equal((await meets(act, jobs)).status, 200, `${title} is over`)
      }
      assert.match(page.url(), /next=2/)

      // The last one again, and then all of them away.
      await page.getByRole('region', { name: 'Ended', exact: true }).getByRole('button', { name: /again/ }).first().click()
      await until('in force again', async () => (await rules(api)).length === 2)
      await page.getByRole('button', { name: 'Remove all rules' }).click()
      await until('all are removed', async () => (await rules(api)).length === 0)
    }
  },
  {
    name: 'a fault rule by the form of its schema',
    hash: `#/faults?own=${encodeURIComponent('{"match":{"operation":"getJob"},"effect":{"status":503}}')}`,
    run: async ({ page, api, axe, assert }) => {
      const form = page.locator('.own-rule form')
      await form.getByLabel('match.operation', { exact: true }).fill('listJob')
      await form.getByRole('button', { name: 'Put in force' }).click()
      await form.getByText('the nearest is "listJobs"').waitFor()
      await form.getByLabel('match.operation', { exact: true }).fill('listJobs')
      await form.getByLabel('effect.status', { exact: true }).fill('502')
      await form.getByLabel('Add to effect').selectOption('delay')
      await form.getByLabel('effect.delay: form').selectOption({ label: 'uniform' })
      await form.getByLabel('effect.delay.uniform[1]', { exact: true }).fill('20')
      await form.getByLabel('Add to match').selectOption('query')
      await form.getByRole('button', { name: '+ name and value' }).click()
      await form.getByLabel('match.query: name 1').fill('limit')
      await form.getByLabel('match.query: name 1').press('Tab')
      await form.getByLabel('match.query: value 1', { exact: true }).fill('5*')
      await form.getByLabel('Add', { exact: true }).selectOption('times')
      await form.getByLabel('times', { exact: true }).fill('3')
      await axe('with the form filled in')
      await form.getByRole('button', { name: 'Put in force' }).click()
      await until('the rule', async () => (await rules(api)).length === 1)
      const [{ match, effect, times, id }] = await rules(api)
      const expected = { operation: 'listJobs', query: { limit: '5*' } }
      assert.deepEqual({ match, effect, times }, { match: expected, effect: { status: 502, delay: { uniform: [0, 20] } }, times: 3 })
      assert.match(await rowOf(page, id).textContent(), /listJobs, query limit=5\*.*502, \+0 to 20 ms.*at most 3/)
      const { own } = Object.fromEntries(new URLSearchParams(new URL(page.url()).hash.split('?')[1]))
      assert.deepEqual(JSON.parse(own).match, expected, 'it is in the address')
    },
    expects: [/status of 400 \(Bad Request\)/]
  },
  {
    name: 'quotas',
    hash: '#/faults',
    run: async ({ page, api, act, assert }) => {
      const { accounts: [{ username }] } = await api('/_perftwin/info')
      const quotas = async () => await api('/_perftwin/quotas')
      await page.getByRole('button', { name: 'Off; count as Sauce Labs does' }).click()
      await until('the quota of the vendor', async () => (await quotas()).sauce?.perHour === 3500)
      const sauce = page.locator('[data-quota=sauce]')
      await sauce.locator('input[name=perHour]').fill('4')
      await sauce.getByRole('button', { name: 'Set limits of Sauce Labs' }).click()
      await until('the limit', async () => (await quotas()).sauce.perHour === 4)
      assert.deepEqual((await quotas()).sauce, { perSecond: 10, perHour: 4, anonymousPerMinute: 2 })
      for (let i = 0; i < 5; i++) await act(`/rest/v1/users/${username}`)
      const hour = sauce.getByRole('meter', { name: `account ${username}, by the hour` })
      await until('the bar', async () => await hour.getAttribute('aria-valuenow').catch(() => '') === '4')
      const { usage: [{ spans }] } = await api('/_perftwin/quotas/usage')
      assert.deepEqual(spans.map(({ used }) => used), [4, 4], 'the fifth was refused')
      assert.match(await hour.getAttribute('aria-valuetext'), /^4 of 4 an hour, used up; some again in [\d,]+ s$/)
      await page.getByRole('button', { name: 'Stop counting for Sauce Labs' }).click()
      await until('no quota', async () => (await quotas()).sauce === null)
      await page.getByRole('button', { name: /let jobs wait/ }).click()
      await until('machines', async () => (await quotas()).concurrency)
    }
  }
]
