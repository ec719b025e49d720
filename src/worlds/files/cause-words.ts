/**
 * What a release's causes may be about: one vocabulary for what the pages of a train feel and what its apps do. What is
 * both a page's and an app's business moves both, each as far as it concerns it.
 */
import { fieldMetrics, metricKey } from '../../field/metrics.js'
import { resourceKinds } from '../../lab/page/page.schema.js'
import type { Cause } from '../../lab/page/release.schema.js'

/** What a page feels of it. `share`: how much of that is of it, where it is not all. */
type PageChange = Pick<Cause, 'change' | 'types'> & { readonly share?: number }

/** How much of the metrics of an app is of it, by key: 1 is all. */
type AppShares = Readonly<Record<string, number>>

export interface CauseWord {
  /** As the guide says it. */
  readonly name: string
  readonly page: readonly PageChange[]
  readonly app: AppShares
}

/** Every way to say one of several words after another: `ways('cold |', 'launch|start')`. */
const ways = (...parts: string[]): string[] =>
  parts.reduce<string[]>((said, part) => said.flatMap((before) => part.split('|').map((word) => before + word)), [''])

/** What apps and pages share. An ordinary app asks its server before it shows anything. */
const shared: ReadonlyArray<readonly [said: string[], page: readonly PageChange[], app: AppShares]> = [
  [
    [
      'server latency',
      ...ways('|response |api |backend ', 'latency'),
      ...ways('server', '| time| response| response time')
    ],
    [{ change: 'latency' }],
    { 'LAUNCH.launchTime': 0.35, 'HANG.hangRate': 0.25 }
  ],
  [
    ['shared code', 'shared code work', 'common code'],
    [{ change: 'work' }],
    { 'LAUNCH.launchTime': 0.4, 'HANG.hangRate': 0.7 }
  ],
  [
    ['bundle', ...ways('bundle|code', ' size|')],
    [{ change: 'size', types: ['script'] }, { change: 'work', share: 0.5 }],
    { 'STORAGE.appSize': 0.6, 'LAUNCH.launchTime': 0.15 }
  ]
]

const ofPages: ReadonlyArray<readonly [said: string[], page: PageChange]> = [
  [
    ['main-thread work', ...ways('main-thread|main thread|mainthread|cpu', ' work|'), 'script work'],
    { change: 'work' }
  ],
  [ways('|cumulative ', 'layout shift', '|s'), { change: 'layoutShift' }],
  [['requests', 'request'], { change: 'requests' }],
  [ways('page |', 'size|weight'), { change: 'size' }]
]

const battery = { 'BATTERY.onScreen': 1, 'BATTERY.background': 1 }

const ofApps: ReadonlyArray<readonly [said: string[], app: AppShares]> = [
  [['launch work', 'work on launch', 'work at launch'], { 'LAUNCH.launchTime': 0.8, 'BATTERY.onScreen': 0.05 }],
  [
    ['memory leak', ...ways('memory |', 'leak', 's|')],
    {
      'MEMORY.peakMemory': 1,
      'MEMORY.memoryAtSuspension': 1,
      'TERMINATION.onScreen': 0.5,
      'TERMINATION.background': 0.8
    }
  ],
  [['cold launch', ...ways('cold |app |', 'launch|launches|start|starts', '| time')], { 'LAUNCH.launchTime': 1 }],
  [['hangs', ...ways('hang', '|s', '| rate| time')], { 'HANG.hangRate': 1 }],
  [ways('memory', '| use| usage'), { 'MEMORY.peakMemory': 1, 'MEMORY.memoryAtSuspension': 1 }],
  [['peak memory'], { 'MEMORY.peakMemory': 1 }],
  [['memory at suspension'], { 'MEMORY.memoryAtSuspension': 1 }],
  [['disk writes', 'disk write', 'disk'], { 'DISK.diskWrites': 1 }],
  // The sum is nothing by itself: what makes it grow are its parts.
  [[...ways('battery', '| use| usage'), 'batteryUsage', 'BATTERY.batteryUsage'], battery],
  [ways('on-screen |onscreen ', 'battery', '| use| usage'), { 'BATTERY.onScreen': 1 }],
  [ways('background ', 'battery', '| use| usage'), { 'BATTERY.background': 1 }],
  [['terminations', 'termination'], { 'TERMINATION.onScreen': 1, 'TERMINATION.background': 1 }],
  [ways('foreground |on-screen |onscreen ', 'termination', 's|'), { 'TERMINATION.onScreen': 1 }],
  [ways('background ', 'termination', 's|'), { 'TERMINATION.background': 1 }],
  [['hitches', ...ways('scroll |', 'hitch|hitches', '| rate'), 'scrolling'], { 'ANIMATION.scrollHitchRate': 1 }],
  [['storage', ...ways('documents ', 'and |& |', 'data')], { 'STORAGE.documentsAndData': 1 }],
  [['app size'], { 'STORAGE.appSize': 1 }]
]

/** Everything that can be said, in lower case, with what it means. */
export const causeWords: ReadonlyMap<string, CauseWord> = allWords()

function allWords (): Map<string, CauseWord> {
  const words = new Map<string, CauseWord>()
  const add = (said: readonly string[], page: readonly PageChange[], app: AppShares): void => {
    const [name = ''] = said
    for (const way of said) {
      const typed = way.toLowerCase()
      // What was said first counts: a metric's identifier may be a word of its own.
      if (!words.has(typed)) words.set(typed, { name, page, app })
    }
  }
  for (const type of ['document', ...resourceKinds] as const) {
    const either = `${type}|${type}s`
    add([`${type}s`, ...ways(either, '| size')], [{ change: 'size', types: [type] }], {})
    add(ways(either, ' requests'), [{ change: 'requests', types: [type] }], {})
    add(ways(either, ' latency'), [{ change: 'latency', types: [type] }], {})
  }
  for (const [said, page, app] of shared) add(said, page, app)
  for (const [said, page] of ofPages) add(said, [page], {})
  for (const [said, app] of ofApps) add(said, [], app)
  for (const metric of fieldMetrics) {
    const key = metricKey(metric)
    add([metric.id, key], [], { [key]: 1 })
  }
  return words
}
