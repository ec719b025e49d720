import { Ajv } from 'ajv'
import t from 'tap'
import { CallStackNode, DiagnosticLogs } from '../src/app-store-connect/diagnostics/logs.schema.js'
import { bearer, options, storeWorld } from './asc-helper.js'
import { sample, twin } from './helper.js'

/** The twin of the tests that ask the store world. */
const { get } = await twin(t, options(await storeWorld()))

const released = async (get: any, version: string): Promise<any> => {
  const newest = `filter[app]=6443000001&filter[preReleaseVersion.version]=${version}&sort=-uploadedDate&limit=1&include=app`
  return (await get(`/v1/builds?${newest}`, bearer)).body.data[0]
}
const signatures = async (get: any, version: string, query = ''): Promise<any[]> =>
  (await get(`/v1/builds/${(await released(get, version)).id}/diagnosticSignatures${query}`, bearer)).body.data

t.test('signatures come heaviest first, and those of one kind share at most the whole', async (t) => {
  const all = await signatures(get, '2.9')
  const weights = all.map(({ attributes }) => attributes.weight)
  t.strictSame(weights, [...weights].sort((a, b) => b - a))
  for (const type of ['DISK_WRITES', 'HANGS', 'LAUNCHES']) {
    const own = await signatures(get, '2.9', `?filter[diagnosticType]=${type}`)
    t.ok(own.length > 1 && own.every(({ attributes }) => attributes.diagnosticType === type), type)
    t.ok(own.reduce((sum, { attributes }) => sum + attributes.weight, 0) <= 1)
    t.strictSame(own, all.filter(({ attributes }) => attributes.diagnosticType === type))
  }
  for (const { id, type, attributes, relationships } of all) {
    t.match(id, /^[0-9a-f]{66}$/)
    t.equal(type, 'diagnosticSignatures')
    t.match(attributes.signature, /^Shop: .+ \+ \d+$/)
    t.strictSame(relationships, { logs: { links: { related: `http://localhost:4010/v1/diagnosticSignatures/${id}/logs` } } })
  }
  t.equal(new Set(all.map(({ id }) => id)).size, all.length)
  t.strictSame(Object.keys((await signatures(get, '2.9', '?fields[diagnosticSignatures]=weight'))[0].attributes), ['weight'])
})

t.test('a build that hangs more has a heavier hang signature, and says that it grew', async (t) => {
  const top = async (version: string, type: string): Promise<any> => {
    const [heaviest] = await signatures(get, version, `?filter[diagnosticType]=${type}`)
    return heaviest.attributes
  }
  for (const type of ['HANGS', 'LAUNCHES']) {
    const [before, worse, after] = [await top('2.9', type), await top('2.10', type), await top('2.11', type)]
    t.equal(worse.signature, before.signature, 'the same place')
    t.ok(worse.weight > before.weight + 0.05 && worse.weight > after.weight + 0.05, type)
    t.match(worse.insight, { insightType: 'TREND', direction: 'UP' })
    t.strictSame(worse.insight.referenceVersions.map(({ version }: any) => version), ['2.6', '2.7', '2.8', '2.9'])
    t.equal(worse.insight.referenceVersions[3].value, before.weight)
  }
  const steady = (await signatures(get, '2.10', '?filter[diagnosticType]=DISK_WRITES'))[0].attributes
  t.equal(steady.insight.direction, 'UNDEFINED', 'what did not change has no trend')
  t.notOk('insight' in (await signatures(get, '2.0'))[0].attributes, 'the first version has nothing to be compared with')
})

t.test('logs lead to the signature\'s symbol and agree with app, build and device', async (t) => {
  const build = await released(get, '2.10')
  const check = new Ajv({ strict: false, schemas: [CallStackNode, DiagnosticLogs] }).getSchema('DiagnosticLogs')!
  for (const { id, attributes } of await signatures(get, '2.10')) {
    const { status, headers, body } = await get(`/v1/diagnosticSignatures/${id}/logs?limit=4`, bearer)
    t.equal(status, 200)
    t.equal(headers['content-type'], 'application/vnd.apple.diagnostic-logs+json')
    t.ok(check(body), JSON.stringify(check.errors))
    const [{ signatureId, diagnosticLogs }] = body.productData
    t.equal(signatureId, id)
    t.ok(diagnosticLogs.length >= 1 && diagnosticLogs.length <= 4)
    for (const { diagnosticMetaData, callStackTree } of diagnosticLogs) {
      t.match(diagnosticMetaData, {
        bundleId: 'com.example.shop',
        appVersion: '2.10',
        buildVersion: build.attributes.version,
        deviceType: /^(?:iPhone|iPad)\d+_\d+$/,
        platformArchitecture: 'arm64'
      })
      t.equal('writesCaused' in diagnosticMetaData, attributes.diagnosticType === 'DISK_WRITES')
      const frames: any[] = []
      const [{ callStacks: [{ callStackRootFrames: [root] }] }] = callStackTree
      for (let node = root; node !== undefined; node = node.subFrames[0]) frames.push(node)
      const place = frames.find(({ symbolName, offsetIntoSymbol, binaryName }) =>
        `${binaryName}: ${symbolName} + ${offsetIntoSymbol}` === attributes.signature)
      t.ok(place?.isBlameFrame, attributes.signature)
      t.ok(frames.every(({ isBlameFrame, binaryName }) => isBlameFrame === (binaryName === 'Shop')))
      const growing = frames.filter(({ sampleCount }, index) => index > 0 && sampleCount > frames[index - 1].sampleCount)
      t.strictSame(growing, [], 'no more samples below than above')
      const differing = frames.filter(({ rawFrame, symbolName, binaryName, address }) =>
        !rawFrame.includes(`${symbolName} (in ${binaryName})`) || !rawFrame.endsWith(`[${address}]`))
      t.strictSame(differing, [], 'the raw frame says the same')
    }
  }
})

/** All nodes of a call stack tree, with the symbols that lead to each. */
function nodesBelow (node: any, path: readonly string[] = []): Array<{ node: any, path: string }> {
  const own = [...path, node.symbolName]
  return [{ node, path: own.join(' > ') }, ...node.subFrames.flatMap((each: any) => nodesBelow(each, own))]
}

t.test('call stacks are trees: they agree as far as the last caller, and go different ways from there', async (t) => {
  const leavesOf = (root: any): string[] => nodesBelow(root).filter(({ node }) => node.subFrames.length === 0).map(({ path }) => path)
  for (const { id, attributes: { signature, diagnosticType } } of await signatures(get, '2.10')) {
    const { body } = await get(`/v1/diagnosticSignatures/${id}/logs?limit=12`, bearer)
    const logs = body.productData[0].diagnosticLogs
    for (const { callStackTree: [{ callStackPerThread, callStacks: [{ callStackRootFrames: [root, ...others] }] }] } of logs) {
      t.strictSame(others, [])
      t.equal(callStackPerThread, diagnosticType !== 'DISK_WRITES')
      const nodes = nodesBelow(root)
      t.ok(leavesOf(root).length > 2, `${signature}: several ways`)
      t.equal(new Set(nodes.map(({ path }) => path)).size, nodes.length, 'what agrees is told once')
      const wrong = nodes.filter(({ node: { sampleCount, subFrames } }) =>
        sampleCount < 1 || subFrames.reduce((sum: number, each: any) => sum + each.sampleCount, 0) > sampleCount)
      t.strictSame(wrong, [], 'no call has samples that its caller has not')
      const unsorted = nodes.filter(({ node: { subFrames } }) =>
        subFrames.some((each: any, index: number) => index > 0 && each.sampleCount > subFrames[index - 1].sampleCount))
      t.strictSame(unsorted, [], 'what was met most comes first')
      const place = nodes.find(({ node }) => node.isBlameFrame && signature.endsWith(`: ${node.symbolName} + ${node.offsetIntoSymbol}`))
      t.ok(place!.node.sampleCount > root.sampleCount / 2, 'most samples reach the place')
      const symbols = nodes.map(({ node: { binaryName, symbolName } }) => `${binaryName} ${symbolName}`)
      const places = nodes.map(({ node: { address, offsetIntoSymbol } }, index) => `${symbols[index]} ${address - offsetIntoSymbol}`)
      t.equal(new Set(places).size, new Set(symbols).size, 'a symbol has one place in a process')
    }
  }
})

t.test('logs of one signature differ as devices, systems and processes do, and agree in what is the build\'s', async (t) => {
  for (const { id, attributes: { signature } } of (await signatures(get, '2.10')).slice(0, 4)) {
    const { body } = await get(`/v1/diagnosticSignatures/${id}/logs?limit=12`, bearer)
    const logs = body.productData[0].diagnosticLogs
    const nodesOf = ({ callStackTree: [{ callStacks: [{ callStackRootFrames: [root] }] }] }: any): any[] =>
      nodesBelow(root).map(({ node }) => node)
    const kinds = (of: (log: any) => unknown): number => new Set(logs.map((log: any) => JSON.stringify(of(log)))).size
    t.ok(kinds(({ diagnosticMetaData: { deviceType } }) => deviceType) > 1, `${signature}: devices`)
    t.ok(kinds(({ diagnosticMetaData: { eventDetail } }) => eventDetail) > logs.length / 2, 'how bad it was')
    t.equal(kinds(({ diagnosticMetaData: { appVersion, buildVersion, bundleId } }) => [appVersion, buildVersion, bundleId]), 1)
    t.equal(kinds((log) => nodesOf(log).map(({ sampleCount }) => sampleCount)), logs.length, 'sample counts')
    const own = (log: any): any => nodesOf(log).find(({ isBlameFrame }) => isBlameFrame)
    t.equal(kinds((log) => own(log).address), logs.length, 'every process is somewhere else in memory')
    t.equal(kinds((log) => [own(log).binaryUUID, own(log).offsetIntoSymbol, own(log).lineNumber]), 1, 'of one build')
    const library = (log: any): any => nodesOf(log).find(({ binaryName }) => binaryName !== own(log).binaryName && binaryName !== 'dyld')
    const systems = kinds(({ diagnosticMetaData: { osVersion } }) => osVersion)
    t.equal(kinds((log) => library(log).binaryUUID), systems, 'a system has its own libraries')
    if (systems > 1) t.ok(kinds((log) => library(log).offsetIntoSymbol) > 1, 'in which calls are made elsewhere')
  }
})

t.test('logs are asked for by limit; unknown signatures and wrong media types are refused', async (t) => {
  const [{ id }] = await signatures(get, '2.10', '?filter[diagnosticType]=DISK_WRITES') as [any]
  const path = `/v1/diagnosticSignatures/${id}/logs`
  t.equal((await get(`${path}?limit=1`, bearer)).body.productData[0].diagnosticLogs.length, 1)
  const all = (await get(path, bearer)).body.productData[0].diagnosticLogs
  t.ok(all.length > 3)
  t.strictSame((await get(`${path}?limit=2`, bearer)).body.productData[0].diagnosticLogs, all.slice(0, 2), 'the same logs every time')
  t.equal((await get(`${path}?limit=0`, bearer)).status, 400)
  t.equal((await get(`${path}?filter[x]=1`, bearer)).status, 400)
  t.match(await get(path, { ...bearer, accept: 'application/json' }), { status: 406, body: { errors: [{ code: 'NOT_ACCEPTABLE' }] } })
  for (const wrong of ['x', id.replace(/^./, (digit: string) => digit === '0' ? '1' : '0'), '0'.repeat(66)]) {
    const detail = `There is no resource of type 'diagnosticSignatures' with id '${wrong}'`
    t.match(await get(`/v1/diagnosticSignatures/${wrong}/logs`, bearer), { status: 404, body: { errors: [{ code: 'NOT_FOUND', detail }] } })
  }
  t.equal((await get('/v1/builds?filter[diagnosticType]=HANGS', bearer)).status, 400)
  const { id: build } = await released(get, '2.10')
  t.equal((await get(`/v1/builds/${build}/diagnosticSignatures?filter[diagnosticType]=CRASHES`, bearer)).status, 400)
})

t.test('builds without kept data are not found, quiet ones have no signatures, pinned ones keep theirs', async (t) => {
  const pinned = { id: 'ab'.repeat(33), diagnosticType: 'DISK_WRITES' as const, signature: 'App: -[Store writeAll:] + 12', weight: 0.61 }
  const builds = [{ version: '1.0', number: '1', uploaded: '-P65D', signatures: [pinned] }]
  const world = await storeWorld({
    apps: [
      { id: '6443000002', name: 'Quiet', bundleId: 'com.example.quiet', train: 'quiet', usage: 60 },
      { id: '6443000004', name: 'Pinned', bundleId: 'com.example.pinned', train: 'quiet', binary: 'App', builds }
    ]
  })
  const { get } = await twin(t, options(world))
  const buildsOf = async (app: string): Promise<any[]> => (await get(`/v1/builds?filter[app]=${app}`, bearer)).body.data
  const [newest, older] = await buildsOf('6443000002')
  t.strictSame((await get(`/v1/builds/${newest!.id}/diagnosticSignatures`, bearer)).body.data, [])
  t.equal((await get(`/v1/builds/${older!.id}/diagnosticSignatures`, bearer)).status, 404)
  const [build] = await buildsOf('6443000004')
  const own = (await get(`/v1/builds/${build!.id}/diagnosticSignatures?filter[diagnosticType]=DISK_WRITES`, bearer)).body
  t.match(own.data, [{ id: pinned.id, attributes: { diagnosticType: 'DISK_WRITES', signature: pinned.signature, weight: 0.61 } }])
  t.equal(own.data.length, 1)
  const logs = await get(`/v1/diagnosticSignatures/${pinned.id}/logs?limit=1`, bearer)
  t.ok(logs.text.includes('"symbolName":"-[Store writeAll:]"'))
  const linkages = (await get(`/v1/builds/${build!.id}/relationships/diagnosticSignatures?limit=2`, bearer)).body
  t.ok(linkages.meta.paging.total > 2 && linkages.links.next.includes('cursor='))
})

t.test('Apple\'s sample request for logs gets Apple\'s sample answer', async (t) => {
  const { get } = await twin(t, { world: 'docs' })
  const path = '/v1/diagnosticSignatures/012a219872fe2aa3ca056df08dc9161007a26879a1c1475ca2e2712f7d0aefd7b4/logs'
  const { status, body } = await get(`${path}?limit=1`, bearer)
  t.equal(status, 200)
  t.strictSame(body, await sample('asc-diagnostic-logs'))
  t.strictSame((await get(path, bearer)).body, body, 'there are no logs but those that were chosen')
})

t.test('chosen logs say what they were given, and the raw line that follows from it', async (t) => {
  const frame = { symbol: 'run()', binary: 'App', file: 'Run.swift', line: 7, offset: 12, address: '0x1c', binaryUuid: 'A', samples: 3 }
  const metaData = {
    event: 'hang', osVersion: 'iPhone OS 17.1 (21B74)', appVersion: '1.0', deviceType: 'iPhone15_2', platformArchitecture: 'arm64',
    eventDetail: 'Hang of 800 ms'
  }
  const logs = [{ metaData, frames: [frame, { ...frame, symbol: 'work()', blamed: true, raw: 'as it was' }] }, { metaData, frames: [] }]
  const pinned = { id: 'ab'.repeat(33), diagnosticType: 'HANGS' as const, signature: 'App: work() + 12', weight: 0.6, logs }
  const builds = [{ version: '1.0', number: '1', uploaded: '-P65D', signatures: [pinned] }]
  const app = { id: '6443000004', name: 'Pinned', bundleId: 'com.example.pinned', train: 'quiet', binary: 'App', builds }
  const { get } = await twin(t, options(await storeWorld({ apps: [app] })))
  const ask = async (limit: number): Promise<any> => (await get(`/v1/diagnosticSignatures/${pinned.id}/logs?limit=${limit}`, bearer)).body
  const [{ diagnosticInsights, diagnosticLogs: [log, ...others] }] = (await ask(1)).productData
  t.strictSame([diagnosticInsights, others], [[], []])
  t.strictSame(log.diagnosticMetaData, metaData, 'nothing is added')
  const [{ callStackPerThread, callStacks: [{ callStackRootFrames: [root] }] }] = log.callStackTree
  t.equal(callStackPerThread, true)
  t.match(root, { rawFrame: '3 run() (in App) + 12 (Run.swift:7) [0x1c]', isBlameFrame: false, address: '0x1c', lineNumber: '7' })
  t.match(root.subFrames, [{ rawFrame: 'as it was', isBlameFrame: true, subFrames: [] }])
  t.equal((await ask(5)).productData[0].diagnosticLogs.length, 2)
})

t.test('no log comes from a system older than its device', async (t) => {
  const { get } = await twin(t, { world: 'docs' })
  const builds = (await get('/v1/builds?limit=200', bearer)).body.data
  const osVersions: string[] = []
  let seen = 0
  for (const { id } of builds) {
    const signatures = (await get(`/v1/builds/${id}/diagnosticSignatures?limit=5`, bearer)).body.data ?? []
    for (const signature of signatures) {
      const { body } = await get(`/v1/diagnosticSignatures/${signature.id}/logs?limit=50`, bearer)
      const logs = body.productData.flatMap(({ diagnosticLogs }: any) => diagnosticLogs)
      for (const { diagnosticMetaData: { deviceType, osVersion } } of logs) {
        seen++
        if (deviceType.startsWith('iPhone13_')) osVersions.push(osVersion)
      }
    }
  }
  t.ok(seen > 50 && osVersions.length > 0, `${seen} logs, ${osVersions.length} of an iPhone 12`)
  t.strictSame(osVersions.filter((version) => version.startsWith('iPhone OS 13')), [], 'the iPhone 12 came with iOS 14')
})
