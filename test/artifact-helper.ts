// Stories of seeded jobs, and readers that know the files' formats and nothing of how they were made.
import { gunzipSync } from 'node:zlib'
import type { Story, StoryLoad } from '../src/artifacts/story.js'
import { stream } from '../src/kernel/random.js'
import { deviceNames, networkNames } from '../src/lab/page/conditions.js'
import { simulatePageLoad } from '../src/lab/load/page-load.js'
import { simulateSession } from '../src/lab/session/session.js'

/** A job of one or two page loads under conditions of its own, of which none is offline. */
export function storyOf (seed: number): Story {
  const random = stream('test stories', seed)
  const startedAt = Date.UTC(2026, 3, 1) + seed * 3_600_000
  const jobId = random.hex(32)
  const networks = networkNames.filter((name) => name !== 'offline')
  const count = random.int(1, 2)
  const conditions = {
    network: networks[seed % networks.length]!,
    cpuRate: random.pick([1, 2, 4, 6]),
    device: deviceNames[seed % deviceNames.length]!
  }
  const timelines = Array.from({ length: count }, (_, orderIndex) => simulatePageLoad({
    seed, jobId, orderIndex, page: { url: `https://${random.hex(6)}.example.com/${orderIndex}?a=1&b=%20c` }, ...conditions, startedAt
  }))
  const outcome = random.pick(['passed', 'failed', 'complete', 'error'] as const)
  const all = random.int(count + 2, 30)
  const errors = outcome === 'failed' || outcome === 'error' ? random.int(1, 2) : 0
  const error = outcome === 'error' ? 'Test did not see a new command for 90 seconds. Timing out.' : null
  const session = simulateSession({
    seed,
    jobId,
    startedAt,
    durationMs: 20_000 + Math.ceil(timelines.reduce((sum, { load }) => sum + load, 0)),
    commands: { all, errors },
    visits: timelines.map(({ url, load }) => ({ url, duration: load })),
    screenshots: true,
    outcome,
    errorText: error,
    framework: 'webdriver'
  })
  const loads = timelines.map((timeline, index): StoryLoad => {
    const { at } = session.commands.find(({ visit }) => visit === index)!
    return { at, timeline: { ...timeline, startedAt: startedAt + at, timestamp: Math.ceil(startedAt + at + timeline.end) }, captured: true }
  })
  const platform = { os: 'Windows 10', browserName: 'chrome', version: '89.0.4389.72', backend: 'webdriver', seleniumVersion: '3.141.59' }
  return { seed, jobId, name: `Test <${seed}> & "more"`, owner: 'demo', platform, outcome, error, session, loads }
}

export const unzipJson = (bytes: Uint8Array): any => JSON.parse(gunzipSync(bytes).toString())

interface Event { name: string, ph: string, ts: number, dur?: number, args: any }

/** What a trace says of its page load, in ms since navigation start. */
export function readTrace (events: readonly Event[]) {
  const [origin] = events.filter(({ name }) => name === 'navigationStart').slice(-1)
  const ms = (ts: number): number => (ts - origin!.ts) / 1000
  const when = (name: string): number => ms(events.find((event) => event.name === name)!.ts)
  const named = (name: string): Event[] => events.filter((event) => event.name === name)
  const finished = new Map(named('ResourceFinish').map((event) => [event.args.data.requestId, event]))
  const answered = new Map(named('ResourceReceiveResponse').map((event) => [event.args.data.requestId, event]))
  return {
    firstPaint: when('firstPaint'),
    firstContentfulPaint: when('firstContentfulPaint'),
    firstMeaningfulPaint: when('firstMeaningfulPaint'),
    largestContentfulPaint: ms(named('largestContentfulPaint::Candidate').at(-1)!.ts),
    cumulativeLayoutShift: (named('LayoutShift').at(-1)?.args.data.cumulative_score ?? 0) as number,
    domContentLoaded: when('domContentLoadedEventEnd'),
    load: when('loadEventEnd'),
    end: ms(Math.max(...events.map(({ ts, dur = 0 }) => ts + dur))),
    tasks: named('RunTask').map(({ ts, dur }) => ({ start: ms(ts), duration: dur! / 1000, children: [] })),
    requests: named('ResourceSendRequest').map(({ ts, args: { data } }) => {
      const { args: { data: finish }, ts: end } = finished.get(data.requestId)!
      return {
        url: data.url as string,
        method: data.requestMethod,
        start: ms(ts),
        end: ms(end),
        failed: finish.didFail,
        status: answered.get(data.requestId)?.args.data.statusCode ?? 0,
        transferSize: finish.encodedDataLength as number,
        resourceSize: finish.decodedBodyLength as number
      }
    }),
    screenshots: named('Screenshot').map(({ ts, args }) => ({ at: ms(ts), snapshot: args.snapshot as string }))
  }
}

/** Lines of a log between times it does not need to know. */
export const linesOf = (bytes: Uint8Array): string[] => Buffer.from(bytes).toString().split('\n').filter((line) => line !== '')
