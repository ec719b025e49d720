import { readFile } from 'node:fs/promises'
import { until } from '../verify-dashboard/until.mjs'

const file = { name: 'pasted', sauce: { teams: [{ name: 'Team', users: [{ username: 'nobody', accessKey: 'key' }] }] } }

export const checks = [
  {
    name: 'worlds',
    hash: '#/worlds',
    run: async ({ page, api, world, twin, axe, assert }) => {
      const worlds = async () => (await api('/_perftwin/worlds')).worlds
      const named = async (name) => (await worlds()).find((each) => each.name === name)
      const row = (name) => page.locator(`[data-world="${name}"]`)
      const { seed, changes } = await named(world)
      const shown = await row(world).textContent()
      assert.match(shown, new RegExp(`2026-04-15 12:00:00 frozen${seed}demo${changes}`))

      await api('/_perftwin/jobs', { method: 'POST', body: { name: 'one more' } })
      await until('the change', async () => (await row(world).locator('td.number').nth(1).textContent()) === String((await named(world)).changes))

      await row(world).getByRole('button', { name: `Fork ${world}`, exact: true }).click()
      const fork = `${world}-fork`
      await row(fork).waitFor()
      assert.equal((await named(fork)).changes, (await named(world)).changes, 'a fork has what was changed')

      // What cannot be taken back is asked for.
      await row(fork).getByRole('button', { name: `Reset ${fork}` }).click()
      await page.keyboard.press('Escape')
      await row(fork).getByRole('button', { name: `Reset ${fork}` }).click()
      await axe('while it asks')
      await row(fork).getByRole('button', { name: 'Yes' }).click()
      await until('the reset', async () => (await named(fork)).changes !== (await named(world)).changes || changes === 0)
      await row(fork).getByRole('button', { name: `Delete ${fork}` }).click()
      await row(fork).getByRole('button', { name: 'Yes' }).click()
      await row(fork).waitFor({ state: 'detached' })
      assert.equal(await named(fork), undefined)

      // A world that is grown: another seed, a file of one's own, and what is wrong with it.
      const form = page.locator('.make-world')
      await form.locator('select[name=beginning]').selectOption('empty')
      await form.locator('input[name=name]').fill(`${world}-grown`)
      await form.locator('input[name=seed]').fill('7')
      await form.getByRole('button', { name: 'Make' }).click()
      await row(`${world}-grown`).waitFor()
      const grown = await named(`${world}-grown`)
      assert.deepEqual([grown.seed, grown.worldFile], [7, 'empty'])
      await form.locator('select[name=beginning]').selectOption('file')
      await form.locator('input[name=name]').fill(`${world}-pasted`)
      await form.locator('textarea').fill('{"name":')
      await form.getByRole('button', { name: 'Make' }).click()
      await form.getByText('The world file is no JSON').waitFor()
      await form.locator('textarea').fill(JSON.stringify({ ...file, sauc: 1 }))
      await form.getByRole('button', { name: 'Make' }).click()
      await form.locator('.notice').filter({ hasText: 'sauc' }).waitFor()
      await form.locator('textarea').fill(JSON.stringify(file))
      await form.getByRole('button', { name: 'Make' }).click()
      await row(`${world}-pasted`).waitFor()
      const { accounts } = await (await fetch(`${twin.url}/w/${world}-pasted/_perftwin/info`)).json()
      assert.deepEqual(accounts.map(({ username }) => username), ['nobody'])

      // Opened, it is a page of its own, which goes when its world is deleted.
      await row(`${world}-pasted`).getByRole('link', { name: `Open ${world}-pasted` }).click()
      await row(`${world}-pasted`).getByText('shown here').waitFor()
      await row(`${world}-pasted`).getByRole('button', { name: `Delete ${world}-pasted` }).click()
      await row(`${world}-pasted`).getByRole('button', { name: 'Yes' }).click()
      await row('default').getByText('shown here').waitFor()
      assert.equal(await named(`${world}-pasted`), undefined)
      await api(`/_perftwin/worlds/${world}-grown`, { method: 'DELETE' })
    },
    expects: [/status of 4\d\d/]
  },
  {
    name: 'a world that goes while it is shown',
    hash: '#/worlds',
    run: async ({ page, twin, asking, world, assert }) => {
      const { api } = asking(twin.url, twin)
      const isThere = async () => (await api('/_perftwin/worlds')).worlds.some(({ name }) => name === world)
      const gone = page.locator('[data-part=gone]')
      await api(`/_perftwin/worlds/${world}`, { method: 'DELETE' })
      await gone.getByText(`The world “${world}” was deleted.`).waitFor()
      // A tab that is hidden and shown again may have missed anything.
      for (const isHidden of [true, false]) {
        await page.evaluate((value) => {
          Object.defineProperty(document, 'hidden', { configurable: true, get: () => value })
          document.dispatchEvent(new Event('visibilitychange'))
        }, isHidden)
      }
      await page.waitForTimeout(1000)
      assert.equal(await isThere(), false, 'who looks does not make it anew')
      await page.reload()
      await gone.getByText(`There is no world “${world}”.`).waitFor()
      assert.equal(await isThere(), false, 'nor who loads the page again')
      await api('/_perftwin/worlds', { method: 'POST', body: { name: world } })
      await page.locator(`[data-world="${world}"]`).getByText('shown here').waitFor()
    },
    expects: [/status of 404/]
  },
  {
    name: 'snapshots',
    hash: '#/worlds',
    run: async ({ page, api, world, go, assert }) => {
      const { accounts: [{ username }] } = await api('/_perftwin/info')
      const snapshots = async () => (await api('/_perftwin/snapshots')).snapshots
      const row = (name) => page.locator(`[data-snapshot="${name}"]`)
      const difference = page.locator('[data-part=difference]')
      await difference.getByText('Nothing: both states are the same.').waitFor()
      await page.locator('input[name=snapshot]').fill('clean')
      await page.getByRole('button', { name: 'Save this state' }).click()
      await row('clean').waitFor()
      assert.deepEqual((await snapshots()).map(({ name }) => name), ['clean'])

      const { id } = await api('/_perftwin/jobs', { method: 'POST', body: { name: 'a' } })
      const [{ id: old }] = await api(`/rest/v1/${username}/jobs?limit=1&skip=5`)
      await api(`/rest/v1/${username}/jobs/${old}`, { method: 'PUT', body: { name: 'renamed', tags: ['x'] } })
      await row('clean').getByRole('link', { name: 'Compare clean with now' }).click()
      await until('the address', () => page.url().endsWith('#/worlds?from=clean&to=now'))
      const { differences } = await api('/_perftwin/diff?from=clean&to=now')
      await difference.getByRole('link', { name: id }).waitFor()
      const text = await difference.textContent()
      for (const { key } of differences) assert.ok(text.includes(key), key)
      const { fields } = differences.find(({ key }) => key === old)
      assert.ok(text.includes('1 job added'))
      assert.ok(text.includes(`1 job changed (${fields.join(', ')})`), text)
      assert.match(await difference.getByRole('link', { name: id }).getAttribute('href'), new RegExp(`#/job/${id}`))

      const download = page.waitForEvent('download')
      await row('clean').getByRole('link', { name: 'Download clean' }).click()
      const exported = JSON.parse(await readFile(await (await download).path(), 'utf8'))
      assert.equal(exported.name, 'clean')

      await row('clean').getByRole('button', { name: 'Restore clean' }).click()
      await row('clean').getByRole('button', { name: 'Yes' }).click()
      await difference.getByText('Nothing: both states are the same.').waitFor()
      assert.deepEqual((await api('/_perftwin/diff?from=clean&to=now')).differences, [])
      await row('clean').getByRole('button', { name: 'Forget clean' }).click()
      await row('clean').getByRole('button', { name: 'Yes' }).click()
      await row('clean').waitFor({ state: 'detached' })
      assert.deepEqual(await snapshots(), [])
      await go('#/worlds?from=start&to=now')
      assert.ok(await page.locator('.worlds').isVisible(), world)
    },
    expects: [/status of 404/]
  }
]
