// nightwatch, unmodified: its own runner in a process of its own runs test/clients/nightwatch.cjs against a twin on a real port.
import { spawn } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import { packageRoot } from '../src/kernel/root.js'
import { listeningTwin } from './helper.js'
import { checkJob, shop, type Where } from './webdriver-clients-helper.js'

const require = createRequire(import.meta.url)
const suite = fileURLToPath(new URL('test/clients/nightwatch.cjs', packageRoot))
const command = join(dirname(require.resolve('nightwatch/package.json')), 'bin', 'nightwatch')

interface Ran { code: number, said: string, passed: string[], failed: string[], skipped: string[] }

/** Runs the suite as `nightwatch` on a terminal would, in a folder with nothing but its configuration. */
async function run (t: Test, { port, key }: Where, name: string): Promise<Ran> {
  const folder = t.testdir()
  const config = join(folder, 'nightwatch.conf.json')
  await writeFile(config, JSON.stringify({
    src_folders: [suite],
    output_folder: join(folder, 'reports'),
    usage_analytics: { enabled: false },
    test_settings: {
      default: {
        selenium: { start_process: false, host: '127.0.0.1', port, default_path_prefix: '/wd/hub' },
        username: 'demo',
        access_key: key,
        screenshots: { enabled: false },
        // How long an assertion is tried again, ms.
        globals: { retryAssertionTimeout: 500 },
        desiredCapabilities: {
          browserName: 'chrome',
          platformName: 'Windows 10',
          browserVersion: 'latest',
          'sauce:options': { name, build: 'clients', extendedDebugging: true, capturePerformance: true }
        }
      }
    }
  }))
  const env = { PATH: process.env.PATH, HOME: folder, NO_COLOR: '1' }
  const child = spawn(process.execPath, [command, '--config', config, '--reporter', 'json'], { env, cwd: folder })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => { said += text })
  const code = await new Promise<number>((resolve) => { child.on('close', resolve) })
  const [file = ''] = await readdir(join(folder, 'reports'))
  const { report } = JSON.parse(await readFile(join(folder, 'reports', file), 'utf8'))
  const steps = Object.entries<{ status: string }>(report.completed)
  const having = (status: string): string[] => steps.filter(([, step]) => step.status === status).map(([name]) => name)
  return { code, said, passed: having('pass'), failed: having('fail'), skipped: report.skippedAtRuntime }
}

t.test('nightwatch: a suite passes', async (t) => {
  const where = await listeningTwin(t, shop())
  const { code, said, passed, failed, skipped } = await run(t, where, 'nightwatch passes')
  t.equal(code, 0, said)
  t.strictSame({ steps: passed.length, failed, skipped }, { steps: 22, failed: [], skipped: [] })
  await checkJob(t, where, 'nightwatch passes', true)
})

t.test('nightwatch: the suite fails at the step that a change concerns', async (t) => {
  const where = await listeningTwin(t, shop('Good bye'))
  const { code, said, passed, failed, skipped } = await run(t, where, 'nightwatch fails')
  t.not(code, 0)
  t.strictSame({ passed, failed }, { passed: ['opens the page', 'reads the title', 'finds by css'], failed: ['reads the greeting'] })
  t.equal(skipped.length, 18)
  t.match(said, /expected "equals 'Welcome'" but got: "Good bye"/)
  await checkJob(t, where, 'nightwatch fails', false)
})
