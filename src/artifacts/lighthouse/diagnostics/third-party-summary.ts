/** What somebody else's code cost, by whose it is. */
import { defineAudit } from '../audit.js'
import { allWork, type AttributedTask } from '../computed/attributed-tasks.js'
import { grouped } from '../computed/grouped.js'
import { thirdPartyOf, type ThirdParty } from '../computed/third-parties.js'
import { column, subItems, table } from '../tables.js'
import { milliseconds } from '../wording.js'
import type { NetworkRequest } from '../../../lab/timeline.js'

interface Cost { mainThreadTime: number, blockingTime: number, transferSize: number }

interface FileCost extends Cost { readonly url: string }

/** Work beyond it blocks, ms. */
const unnoticed = 50
const passing = 250
const smallest = 4096
const mostFiles = 5

function costs (requests: readonly NetworkRequest[], tasks: readonly AttributedTask[]): FileCost[] {
  const files = new Map<string, FileCost>()
  const of = (url: string): FileCost => {
    const file = files.get(url) ?? { url, mainThreadTime: 0, blockingTime: 0, transferSize: 0 }
    files.set(url, file)
    return file
  }
  for (const { url, transferSize } of requests) of(url).transferSize += transferSize
  for (const { url, selfTime } of allWork(tasks)) {
    const file = of(url)
    file.mainThreadTime += selfTime
    file.blockingTime += Math.max(selfTime - unnoticed, 0)
  }
  return [...files.values()]
}

const sum = (files: readonly Cost[], what: keyof Cost): number => files.reduce((total, file) => total + file[what], 0)

const totalOf = (files: readonly Cost[]): Cost => ({
  mainThreadTime: sum(files, 'mainThreadTime'),
  blockingTime: sum(files, 'blockingTime'),
  transferSize: sum(files, 'transferSize')
})

const worstFirst = (a: Cost, b: Cost): number => b.blockingTime - a.blockingTime || b.transferSize - a.transferSize

/** The files that matter, and what the rest comes to. */
function filesOf (all: readonly FileCost[], total: Cost): object[] {
  const files = all.filter(({ transferSize }) => transferSize > 0).sort(worstFirst)
  const least = Math.max(smallest, total.transferSize / 20)
  const end = files.findIndex(({ blockingTime, transferSize }) => blockingTime === 0 && transferSize < least)
  const shown = files.slice(0, Math.min(end < 0 ? files.length : end, mostFiles))
  const { transferSize, blockingTime } = totalOf(shown)
  if (transferSize === 0 && blockingTime === 0) return []
  const rest = {
    url: 'Other resources',
    transferSize: total.transferSize - transferSize,
    blockingTime: total.blockingTime - blockingTime
  }
  return rest.transferSize > least ? [...shown, rest] : shown
}

function itemOf ({ name, homepage }: ThirdParty, files: readonly FileCost[]) {
  const total = totalOf(files)
  return { ...total, entity: { type: 'link', text: name, url: homepage }, subItems: subItems(filesOf(files, total)) }
}

export const thirdPartySummary = defineAudit({
  id: 'third-party-summary',
  title: 'Minimize third-party usage',
  failureTitle: 'Reduce the impact of third-party code',
  description: 'Third-party code can significantly impact load performance. Limit the number of redundant ' +
    'third-party providers and try to load third-party code after your page has primarily finished loading. ' +
    '[Learn more](https://developers.google.com/web/fundamentals/performance/optimizing-content-efficiency/' +
    'loading-third-party-javascript/).',
  needs: 'traces',
  mode: 'binary'
}, ({ timeline: { requests, url }, tasks }) => {
  const own = thirdPartyOf(url)
  const items = [...grouped(costs(requests, tasks), (file) => thirdPartyOf(file.url))]
    .flatMap(([party, files]) => party === undefined || party === own ? [] : [itemOf(party, files)])
    .sort(worstFirst)
  const { transferSize: wastedBytes, blockingTime: wastedMs } = totalOf(items)
  const headings = [
    column('entity', 'link', 'Third-Party', { subItemsHeading: { key: 'url', itemType: 'url' } }),
    column('transferSize', 'bytes', 'Transfer Size', { granularity: 1, subItemsHeading: { key: 'transferSize' } }),
    column('blockingTime', 'ms', 'Main-Thread Blocking Time', {
      granularity: 1, subItemsHeading: { key: 'blockingTime' }
    })
  ]
  if (items.length === 0) return { score: 1, notApplicable: true }
  return {
    score: wastedMs <= passing ? 1 : 0,
    displayValue: `Third-party code blocked the main thread for ${milliseconds(wastedMs)}`,
    details: table(headings, items, { wastedBytes, wastedMs })
  }
})
