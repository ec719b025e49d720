// Page loads of one seed under twenty conditions: every network and device, sites of several makes.
import { openTwin } from '../../dist/twin.js'
import { storyOf } from '../../dist/sauce/assets/story-of.js'
import { makeAsset } from '../../dist/sauce/assets/asset-makers.js'

const networks = ['online', 'Wifi', 'Regular 4G', 'DSL', 'Good 3G', 'Regular 3G', 'Good 2G', 'Regular 2G', 'GPRS', 'online']
const devices = ['desktop', 'Nexus 7', 'Nexus 5X', 'Pixel 2', 'Moto G4', 'Galaxy S5', 'iPhone X', 'iPad', 'desktop', 'desktop']
const rates = [1, 1, 2, 4, 6]

const tags = [
  { host: 'www.googletagmanager.com', scripts: 2, size: 60_000, work: 90, beacons: 1 },
  { host: 'connect.facebook.net', size: 90_000, work: 120, beacons: 2, failureRate: 0.3 },
  { host: 'static.hotjar.com', size: 30_000, work: 20, failureRate: 0.3 },
  { host: 'tags.example.net', scripts: 3, size: 40_000, failureRate: 1 }
]

/** What a page declares beyond its URL: nothing for the first, which are as plausible as any. */
const makes = [
  {},
  { thirdParties: tags },
  { protocol: 'http/1.1', thirdParties: tags.slice(0, 2) },
  { rendering: 'client', layoutShift: 0.2 },
  {
    thirdParties: tags.slice(1),
    layoutShift: 0.05,
    resources: [
      { type: 'stylesheet', count: 4, size: 90_000 }, { type: 'script', count: 2, size: 60_000, loading: 'blocking' }, { type: 'script', count: 13, size: 120_000 },
      { type: 'image', count: 16, size: 240_000 }, { type: 'image', count: 2, size: 400_000, names: ['banner.gif', 'dance.gif'] },
      { type: 'font', count: 3 }, { type: 'xhr', count: 4 }, { type: 'media', count: 1 }, { type: 'image', count: 3, loading: 'late' }
    ]
  }
]

const loadsASeed = 20

/** One of the loads finds no network. */
const networkOf = (index, seed) => index === 13 ? 'offline' : networks[(index + seed) % networks.length]

function worldOf (seed) {
  const numbers = Array.from({ length: loadsASeed }, (_, index) => index)
  const id = (index) => `${seed}${String(index).padStart(2, '0')}`.padEnd(32, 'a')
  return {
    name: 'lighthouse',
    pages: Object.fromEntries(numbers.map((index) => [`page${index}`, { url: `https://www.page-${index}.example.com/`, ...makes[index % makes.length] }])),
    sauce: {
      teams: [{ name: 'One', users: [{ username: 'demo', accessKey: 'key' }] }],
      jobs: numbers.map((index) => ({
        id: id(index),
        created: '-PT2H',
        // Longer than the slowest load, or its logs would end before it.
        runningFor: index === 0 ? 'PT25M' : 'PT40M',
        record: { extendedDebugging: true, capturePerformance: true },
        pages: [`page${index}`],
        network: networkOf(index, seed),
        device: devices[(index * 3 + seed) % devices.length],
        cpuRate: rates[(index + 2 * seed) % rates.length]
      }))
    }
  }
}

/** The loads of twenty conditions with their timelines, and the files that are served of them. */
export const loadsOf = (seed) => loadsIn(worldOf(seed), seed)

/** Each job's load. */
export async function * loadsIn (world, seed) {
  const twin = await openTwin({ world, seed, now: '2026-04-15T12:00:00Z' })
  const { default: base } = twin.worlds
  for (const job of base.facts.jobs.values()) {
    const story = await storyOf(base, job)
    const [{ timeline }] = story.loads
    const file = async (name) => await makeAsset(story, name.replace('*', timeline.ids.loaderId))
    yield { name: `seed ${seed}, ${timeline.url} (${timeline.conditions.device.name}, ${timeline.conditions.network.name})`, timeline, file }
  }
}
