// What two hundred WebDriver sessions at once cost, in a process of their own, where nothing else is measured with them. The bench
// holds them to their target of CPU time (npm run bench webdriver); here the machine may be busy.
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import t from 'tap'

t.test('two hundred sessions at once are small, and leave nothing but their jobs', { timeout: 120_000 }, async (t) => {
  const bench = fileURLToPath(new URL('../bench/webdriver.js', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', bench, 'json'])
  const { sessions, memory, cpu, left, open } = JSON.parse(stdout)
  t.equal(sessions, 200)
  t.ok(memory > 0.01 && memory <= 3, `one that shows a page holds at most 3 MB: ${memory}`)
  t.ok(cpu <= 200, `one takes little CPU time until its first script, ms: ${cpu}`)
  t.ok(left < memory / 2 && left <= 0.2, `what its job keeps after quit is little, MB: ${left}`)
  t.equal(open, 0)
})
