// perftwin exec --world demo -- node examples/one-release.mjs
// Looks for the release that reaches several trains, and tells what both vendors show of it.
const url = process.env.PERFTWIN_URL
const ask = async (path, authorization) => await (await fetch(url + path, { headers: { authorization } })).json()
const sauce = `Basic ${btoa(`${process.env.SAUCE_USERNAME}:${process.env.SAUCE_ACCESS_KEY}`)}`
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

const { releases } = await ask('/_perftwin/truth', sauce)
const { train, version, at, causes, reaches } = releases.find((release) => release.reaches !== undefined)
console.log(`${train} ${version}: ${causes.join(', ')}; felt by ${reaches.join(' and ')}`)

const suite = 'Shop purchase journey'
const jobs = await ask(`/rest/v1/demo/jobs?limit=100&full=true&name=${encodeURIComponent(suite)}`, sauce)
const metrics = await Promise.all(jobs.map(async ({ id, start_time: start }) => {
  const { items } = await ask(`/v2/performance/metrics/${id}/?metric_names=timeToFirstByte,speedIndex`, sauce)
  return { start, ...items?.[0]?.metric_data }
}))
const loads = metrics.filter(({ timeToFirstByte }) => timeToFirstByte !== undefined).sort((a, b) => a.start - b.start)
const first = loads.findIndex(({ start }) => start * 1000 >= Date.parse(at))
for (const name of ['timeToFirstByte', 'speedIndex']) {
  const [before, since] = [loads.slice(first - 10, first), loads.slice(first, first + 10)].map((runs) => median(runs.map((run) => run[name])))
  console.log(`Sauce Labs, ${suite}: ${name} ${before} ms before, ${since} ms since`)
}

const { data } = await ask('/v1/apps?filter[bundleId]=com.example.shop&sort=name', 'Bearer any')
const { insights } = await ask(`/v1/apps/${data[0].id}/perfPowerMetrics?filter[deviceType]=all_iphones,all_ipads`, 'Bearer any')
for (const { summaryString } of insights.regressions) console.log(`App Store Connect, ${data[0].attributes.name}: ${summaryString}`)
