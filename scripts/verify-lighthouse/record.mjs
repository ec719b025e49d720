// Writes down what real Lighthouse 6.3 says of two small loads, for test/lighthouse.test.ts, which needs no Lighthouse then:
// node scripts/verify-lighthouse/record.mjs node_modules/lighthouse FOLDER (after a build).
import { writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { lighthouseJudge, told } from './lighthouse.mjs'
import { loadsIn } from './loads.mjs'

const [lighthouse, folder] = process.argv.slice(2)
const seed = 11

const resources = [
  { type: 'stylesheet', count: 2, size: 90_000 }, { type: 'script', count: 1, size: 60_000, loading: 'blocking' }, { type: 'script', count: 4, size: 150_000 },
  { type: 'image', count: 6, size: 180_000 }, { type: 'image', count: 1, size: 300_000, names: ['dance.gif'] }, { type: 'font', count: 1 }, { type: 'xhr', count: 1 }
]
const tags = [
  { host: 'www.googletagmanager.com', size: 60_000, work: 120 }, { host: 'connect.facebook.net', scripts: 4, work: 90, failureRate: 1 }, { host: 'tags.example.net' }
]
const layout = [{ kind: 'header', share: 0.1 }, { kind: 'hero', share: 0.5 }, { kind: 'text', share: 0.4 }, { kind: 'image', share: 0.3, columns: 3 }, { kind: 'image', share: 4 }]
const pages = {
  new: { url: 'https://new.example.com/', resources, thirdParties: tags, layout, layoutShift: 0.12, rendering: 'server', protocol: 'h2' },
  old: { url: 'https://old.example.com/', resources, thirdParties: tags.slice(0, 1), layout, layoutShift: 0, rendering: 'client', protocol: 'http/1.1' }
}
const conditions = { new: { network: 'Good 3G', cpuRate: 4, device: 'Nexus 7' }, old: { network: 'Regular 4G', cpuRate: 2, device: 'desktop' } }
const world = {
  name: 'recorded',
  pages,
  sauce: {
    teams: [{ name: 'One', users: [{ username: 'demo', accessKey: 'key' }] }],
    jobs: Object.entries(conditions).map(([page, each], index) => ({
      id: String(index).repeat(32), created: '-PT1H', runningFor: 'PT2M', record: { extendedDebugging: true, capturePerformance: true }, pages: [page], ...each
    }))
  }
}

/** Words are the audits' own, and pictures the judge's. */
const kept = (key, value) => ['description', 'title', 'data', 'headings'].includes(key) ? undefined : value

const judged = lighthouseJudge(lighthouse, folder)
for await (const load of loadsIn(world, seed)) {
  const report = JSON.parse(gunzipSync(await load.file('_lhr_*.json.gz')))
  const { audits, auditRefs, score } = told(await judged(load, report))
  const name = new URL(load.timeline.url).host.split('.')[0]
  const text = JSON.stringify({ score, auditRefs, titles: Object.fromEntries(Object.values(audits).map(({ id, title }) => [id, title])), audits }, kept)
  writeFileSync(new URL(`../../fixtures/vendor/lighthouse-6.3/${name}.load.json`, import.meta.url), `${JSON.stringify(load.timeline)}\n`)
  writeFileSync(new URL(`../../fixtures/vendor/lighthouse-6.3/${name}.verdict.json`, import.meta.url), `${text}\n`)
}
process.exit(0)
