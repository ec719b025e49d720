import { formatDuration, minute, second } from '../../kernel/durations.js'
import { Invalid, NotFound } from '../../kernel/errors.js'
import { stream } from '../../kernel/random.js'
import type { JsTest } from '../../facts/facts.js'
import { isOver, passedAt, statusAt, type Job } from '../../facts/job.js'
import { isWebUrl } from '../../facts/visits.js'
import { ensureBuild } from '../../worlds/build.js'
import { onDeclaredPages } from '../../worlds/declared-pages.js'
import { makeJob } from '../../worlds/files/make-job.js'
import { whenMachineFree } from '../../worlds/machines.js'
import { underPolicy } from '../../worlds/progress.js'
import type { World } from '../../worlds/world.js'
import { mayActFor, userOfPath, type Asking } from '../access.js'
import { findJob } from '../jobs/jobs.js'
import type { StartJsTests } from './js-tests.schema.js'
import { resultOf } from './results.js'

/** How long the unit tests of a page run unless they say otherwise (old Sauce REST docs: 180 s at most). ms. */
const longest = 3 * minute

/**
 * Starts a job for every platform asked for; each runs and ends by the world's clock. Its verdict is passed, until
 * somebody says otherwise of the job. @throws Invalid for a URL that no browser opens
 */
export function startJsTests (asking: Asking, username: string, body: StartJsTests): JsTest[] {
  const { world, at } = asking
  const owner = userOfPath(asking, username).username
  if (!mayActFor(asking, owner)) throw new NotFound('user', username)
  if (!isWebUrl(body.url)) throw new Invalid(`url: "${body.url.slice(0, 80)}" is no http(s) URL`, 'url')
  const build = body.build === undefined || body.build === null ? null : String(body.build)
  if (build !== null) ensureBuild(world, owner, build, at)
  return body.platforms.map((platform) => {
    const job = world.facts.jobs.put(jobOf(world, owner, { ...body, build }, platform, at))
    const test = { id: world.nextId('js-test'), jobId: job.id, platform, framework: body.framework }
    return world.facts.jsTests.put(test)
  })
}

type Asked = Omit<StartJsTests, 'build'> & { build: string | null }

function jobOf (world: World, owner: string, asked: Asked, platform: readonly string[], at: number): Job {
  const [os = '', browserName = '', version = ''] = platform
  const number = world.nextNumber('js-test-job')
  const draw = stream(world.seed, 'js-test-job', number)
  const most = Math.min(asked.maxDuration === undefined ? longest : asked.maxDuration * second, longest)
  const spec = {
    name: asked.name ?? `${asked.framework} tests`,
    build: asked.build,
    tags: asked.tags ?? [],
    ...(asked.public === undefined ? {} : { visibility: asked.public }),
    pages: [asked.url],
    queuedFor: formatDuration(draw.int(1, 5) * second),
    runningFor: formatDuration(Math.round(Math.min(draw.int(8, 40) * second, most))),
    outcome: 'passed' as const,
    platform: {
      ...(os === '' ? {} : { os }),
      ...(browserName === '' ? {} : { browserName: browserName === 'googlechrome' ? 'chrome' : browserName }),
      ...(version === '' ? {} : { version })
    }
  }
  const frame = { epoch: world.base.origin.epoch, start: at }
  const made = makeJob(spec, { seed: world.seed, frame, owner, origin: 'js-test-job', number })
  const job = onDeclaredPages(world, made)
  return underPolicy(world, world.quotas.settings.concurrency ? whenMachineFree(world, job) : job, at)
}

/** A test as it stands at a moment. */
export interface JsTestState extends JsTest {
  readonly over: boolean
  readonly started: boolean
  /** In the client's words. */
  readonly status: 'test queued' | 'test session in progress' | 'test finished' | 'test error'
  /** The framework's report; null before there is one, and for a page that could not be tested. */
  readonly result: Record<string, unknown> | null
}

/** The tests with these ids, in their order. @throws NotFound for one there is not, or whose job is hidden or gone */
export const jsTestStates = (asking: Asking, ids: readonly string[]): JsTestState[] => ids.map((id) => {
  const test = asking.world.facts.jsTests.get(id)
  if (test === undefined) throw new NotFound('js test', id)
  return stateOf(asking, test, findJob(asking, test.jobId))
})

function stateOf ({ world, at }: Asking, test: JsTest, job: Job): JsTestState {
  const status = statusAt(job, at)
  const passed = passedAt(job, at)
  const over = isOver(job, at)
  return {
    ...test,
    over,
    started: status !== 'new' && status !== 'queued',
    status: words[status],
    result: over && status === 'complete' && passed !== null
      ? resultOf(test.framework, world.seed, job.visits[0] ?? '', passed)
      : null
  }
}

const words = {
  new: 'test queued',
  queued: 'test queued',
  'in progress': 'test session in progress',
  complete: 'test finished',
  error: 'test error'
} as const
