const text = async (page, selector) => (await page.locator(selector).allTextContents()).join(' ')

export const checks = [
  {
    name: 'overview',
    hash: '#/',
    run: async ({ page, api, assert }) => {
      const { seed, worldFile, accounts } = await api('/_perftwin/info')
      const facts = await text(page, 'dl.facts')
      assert.match(facts, new RegExp(`${seed}`))
      assert.match(facts, new RegExp(worldFile))
      const main = await text(page, 'main')
      for (const { username } of accounts) assert.ok(main.includes(username), username)
    }
  }
]
