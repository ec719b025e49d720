/** World files with mistakes: one run of `validate` finds all of them, each with its place and its cure. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import fc from 'fast-check'
import t from 'tap'
import { validateFiles } from '../src/cli/validate.js'
import { createTwin } from '../src/index.js'
import { lineAndColumn, readJsonText } from '../src/kernel/json-text.js'
import { Findings, pathInWords } from '../src/worlds/check/problem.js'
import { checkSchema } from '../src/worlds/check/schema-check.js'
import { nodeOf } from '../src/worlds/check/schema-node.js'
import { simulatedProblems } from '../src/worlds/check/simulated.js'
import { worldFileProblems } from '../src/worlds/check/world-file.js'
import { loadWorldFile } from '../src/worlds/files/load.js'
import { WorldFile } from '../src/worlds/files/world-file.schema.js'
import { twin } from './helper.js'
import { holds } from './properties.js'

const folder = mkdtempSync(join(tmpdir(), 'perftwin-check-'))
const write = (name: string, text: string): string => {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}

interface Told { path: string, line: number, column: number, severity: string, message: string, cure: string }

const problemsOf = async (file: string): Promise<Told[]> =>
  JSON.parse((await validateFiles([file], true)).text).files[0].problems

/** Each mistake is marked by the comment behind it: the path that is told, and a word of the cure. */
const twenty = `{
  "name": "Shop World", // name | "shop"
  "seed": "12", // seed | without quotes
  "clok": { "frozen": "2026-04-15T12:00:00Z" }, // clok | "clock"
  "releases": [
    { "train": "web", "version": "1.0", "at": "-P30D" },
    { "train": "web", "version": "1.1", "at": "last week" }, // releases[1].at | -P10D
    { "train": "web", "version": "1.2", "at": "-P9D", "causes": ["imges +40 %"] }, // releases[2].causes[0] | "images"
    { "train": "web", "version": "1.3", "at": "-P3D", "causes": ["fonts +40 %"] }, // releases[3].causes[0] | fonts
    { "train": "ios", "version": "5", "at": "-P3D", "causes": ["cold launch +9 %"] }, // releases[4].train | web
    { "train": "api", "version": "7", "at": "-P3D", "reaches": ["iso"] } // releases[5].reaches[0] | "ios"
  ],
  "pages": {
    "home": { "url": "https://shop.example.com/", "resources": [{ "type": "image", "count": 2 }], "thirdParties": [] },
    "cart": { "url": "https://shop.example.com/cart", "layoutShift": 11 } // pages.cart.layoutShift | 10 or less
  },
  "sauce": {
    "teams": [{ "name": "T", "users": [
      { "username": "ann" }, { "username": "bob", "role": "membr" } // sauce.teams[0].users[1].role | "member"
    ] }],
    "suites": [
      { "name": "a", "owner": "anne", "runs": 9, "every": "P1D", "pages": ["home"] }, // sauce.suites[0].owner | "ann"
      { "name": "b", "owner": "ann", "runs": 9, "every": "P1D", "pages": ["hoem"] }, // sauce.suites[1].pages[0] | "home"
      { "name": "c", "owner": "ann", "runs": 9, "every": "P1D", "pages": ["home"], "train": "wbe" }, // sauce.suites[2].train | "web"
      { "name": "d", "owner": "ann", "runs": 9, "pages": ["home"] }, // sauce.suites[3].every | "every": "P1D"
      { "name": "e", "owner": "ann", "runs": 9, "every": "PT" }, // sauce.suites[4].every | PT90S
      { "name": "f", "owner": "ann", "runs": 9, "every": "P1D", "pages": ["home"],
        "metrics": { "largestContentfulPant": { "level": 1200 } }, // sauce.suites[5].metrics.largestContentfulPant | Paint"
        "regression": { "from": 12, "causes": ["images +60 %"] } }, // sauce.suites[5].regression.from | 8 or less
      { "name": "f", "owner": "ann", "runs": 9, "every": "P1D" }, // sauce.suites[6].name | another name
      { "name": "g", "owner": "ann", "runs": 2, "every": "P1D", "pages": ["home"], "network": "GPRS", // sauce.suites[7] | longer
        "runningFor": "PT0S", "tooShort": "refuse" }
    ],
    "jobs": [
      { "pages": ["home"], "pins": [{ "requestTypes": { "Document": { "size": 0, "count": 0 } } }] } // sauce.jobs[0] | one of these values
    ]
  }
}`

/** What the comments promise: a line with each path, and what its cure has to say. */
const promised = twenty.split('\n').flatMap((text, index) => {
  const [, path, cure] = / \/\/ (\S+) \| (.+)$/.exec(text) ?? []
  return path === undefined || cure === undefined ? [] : [{ path, cure, line: index + 1 }]
})

t.test('a world file with twenty different mistakes: one run names twenty, each with place and cure', async (t) => {
  t.ok(promised.length >= 20)
  const file = write('twenty.jsonc', twenty)
  const found = await problemsOf(file)
  t.strictSame(found.map(({ path, line }) => ({ path, line })), promised.map(({ path, line }) => ({ path, line })))
  for (const [index, { path, cure }] of promised.entries()) {
    t.ok(found[index]!.cure.includes(cure), `${path}: ${found[index]!.cure}`)
    t.not(found[index]!.message, '')
  }
  const { text, valid } = await validateFiles([file], false)
  t.notOk(valid)
  t.match(text, /twenty\.jsonc:24:93 {2}sauce\.suites\[2\]\.train: there is no release train "wbe"; did you mean "web"\?\n/)
  t.match(text, /:9:66 {2}warning: releases\[3\]\.causes\[0\]: .* no page that follows "web" has fonts; /)
  t.match(text, /twenty\.jsonc: not valid, \d+ faults, 2 warnings\n$/)
})

t.test('what nobody foresaw as the file is simulated is told with its place, too', async (t) => {
  // Each would have been refused by the schema, which is not asked here.
  const sauce = {
    teams: [{ name: 'T', users: [{ username: 'ann' }] }],
    suites: [{ name: 's', owner: 'ann', runs: 2, every: 'P1D', pages: ['home'], metrics: { load: { level: 900 } } }],
    jobs: [{}, { pages: ['https://a.example/'], pins: [{ mainThreadWorkBreakdown: 1 }] }]
  }
  const found = await simulatedProblems({ name: 'x', pages: { home: { ...home, resources: 3 } }, sauce }, [])
  t.match(found.map(({ path, message }) => [pathInWords(path), message]), [
    ['sauce.suites[0]', /^it cannot be simulated \(.+\)$/],
    ['sauce.jobs[1]', /^it cannot be simulated \(.+\)$/]
  ])
  const [whole] = await simulatedProblems({ name: 'x', sauce: { ...sauce, jobs: 3 } }, [])
  t.match(whole, { path: [], message: /^it cannot be simulated/ })
})

t.test('what is there twice, or to no effect, is told', (t) => {
  const one = { name: 's', owner: 'ann', runs: 2, every: 'P1D', pages: ['home'] }
  const file = {
    name: 'x',
    releases: [
      { train: 'web', version: '1', at: '-P9D' }, { train: 'web', version: '1', at: '-P8D' },
      { train: 'web', version: 2, at: '-P7D', reaches: ['webb'] }
    ],
    pages: { home, again: { ...home, url: 'https://SHOP.example.com' } },
    sauce: {
      teams: [{ name: 'T', users: [{ username: 'ann' }] }],
      suites: [
        { ...one, build: '{run} {message} {number}' },
        { ...one, name: 'm', metrics: { load: { level: 900 } }, record: { capturePerformance: false } },
        { ...one, name: 'z', every: 'PT0S' }, { ...one, name: 'd', runningFor: '10 minutes' }
      ]
    }
  }
  const problems = worldFileProblems(file).map(({ path, message, cure }) => `${pathInWords(path)}: ${message}; ${cure}`)
  for (const wanted of [
    /^releases\[1\]\.version: another release of that train has the version "1"/,
    /^releases\[2\]\.reaches\[0\]: release web reaches "webb"/,
    /^pages\.again\.url: the page "home" has this URL already/,
    /^sauce\.suites\[0\]\.build: \{number\} stands for nothing/,
    /^sauce\.suites\[1\]\.record\.capturePerformance: nothing is measured/,
    /^sauce\.suites\[2\]\.every: all its runs begin at once/,
    /^sauce\.suites\[3\]\.runningFor: .*an ISO 8601 duration such as PT10M/
  ]) t.equal(problems.filter((problem) => wanted.test(problem)).length, 1, wanted.source)
  t.end()
})

t.test('the same is told at a start and where a world is posted', async (t) => {
  const text = '{\n  "name": "x",\n  "sauce": { "teams": [{ "name": "T", "users": [] }], "performance": { "procesing": "PT5S" } }\n}'
  const file = write('posted.json', text)
  const message = [
    `${file} is no valid world file:`,
    `  ${file}:3:48  sauce.teams[0].users: there are 0; there must be 1 or more`,
    `  ${file}:3:72  sauce.performance.procesing: unknown key "procesing"; did you mean "processing"?`
  ].join('\n')
  await t.rejects(createTwin({ world: file }), { message })
  const { send } = await twin(t)
  const { status, body } = await send('POST', '/_perftwin/worlds', { name: 'w', world: JSON.parse(text) })
  t.equal(status, 400)
  t.match(body, { error: 'Invalid', message: /^the world is no valid world file:\n {2}sauce\.teams/ })
  t.strictSame(body.problems, [
    { path: 'sauce.teams[0].users', severity: 'fault', message: 'there are 0', cure: 'there must be 1 or more' },
    {
      path: 'sauce.performance.procesing', severity: 'fault',
      message: 'unknown key "procesing"', cure: 'did you mean "processing"?'
    }
  ])
})

const team = { name: 'T', users: [{ username: 'ann' }] }
const home = { url: 'https://shop.example.com/', resources: [{ type: 'image', count: 2 }], thirdParties: [] }
const suite = { name: 's', owner: 'ann', runs: 3, every: 'P1D', pages: ['home'] }

/** A world of one page and one test, with these releases. */
const releasing = (releases: object[], more: object = {}): object =>
  ({ name: 'x', releases, pages: { home }, sauce: { teams: [team], suites: [suite] }, ...more })
const release = (cause: unknown, more: object = {}): object => ({ train: 'web', version: '2', at: '-P1D', causes: [cause], ...more })

/** What is told, by path, of faults and warnings. */
const told = (file: unknown, severity: string): string[] =>
  worldFileProblems(file).filter((each) => each.severity === severity).map(({ path, message }) => `${pathInWords(path)}: ${message}`)

t.test('what pages do has to be about something that is there', async (t) => {
  const html = '<p id="a">A</p><button id="b">B</button>'
  const cart = { url: `${home.url}cart` }
  const shop = (page: object): object =>
    JSON.parse(JSON.stringify({ name: 'x', pages: { shop: { url: home.url, html, ...page }, cart } }))
  const click = { on: 'click', selector: '#b', show: '#a' }
  const fails = { command: 'elementClick', error: 'timeout' }
  for (const [page, sentence] of [
    [{ behaviour: [{ ...click, show: '#c' }] }, 'pages.shop.behaviour[0].show: nothing of the page\'s HTML is "#c"'],
    [{ behaviour: [click, { ...click, selector: 'a.b' }] }, 'pages.shop.behaviour[1].selector: nothing of the page\'s HTML is "a.b"'],
    [{ behaviour: [{ ...click, setText: { '#c': '' } }] }, 'pages.shop.behaviour[0].setText["#c"]: nothing of the page\'s HTML is "#c"'],
    [{ failures: [{ ...fails, selector: '#c' }] }, 'pages.shop.failures[0].selector: nothing of the page\'s HTML is "#c"']
  ] as Array<[object, string]>) t.strictSame([told(shop(page), 'fault'), told(shop(page), 'warning')], [[], [sentence]])
  for (const page of [
    { behaviour: [click, { on: 'load', after: 10, hide: 'p, button' }] },
    { behaviour: [{ on: 'click', navigate: 'cart' }, { on: 'click', navigate: home.url }] },
    { failures: [fails, { ...fails, selector: '#b', flaky: 0.1, times: 2, message: 'x' }] },
    { html: `${html}<script>make()</script>`, behaviour: [{ ...click, show: '#made' }] },
    { html: undefined, behaviour: [{ ...click, show: '#anything' }] }
  ]) t.strictSame(worldFileProblems(shop(page)), [], JSON.stringify(page))
  const written = write('pages.json', JSON.stringify(shop({ behaviour: [{ ...click, selector: '##', navigate: 'crat' }] })))
  const { valid, text } = await validateFiles([written], false)
  t.notOk(valid)
  t.match(text, /pages\.json:1:\d+ {2}pages\.shop\.behaviour\[0\]\.selector: "##" is no CSS selector/)
  t.match(text, /pages\.json:1:\d+ {2}pages\.shop\.behaviour\[0\]\.navigate: "crat" is neither a page .*; did you mean "cart"\?/)
})

t.test('causes that nobody feels are warnings, and the world runs', async (t) => {
  const app = { appStore: { apps: [{ name: 'App', bundleId: 'com.example.app', train: 'ios' }] } }
  const first = { train: 'ios', version: '1', at: '-P9D' }
  for (const [file, sentence] of [
    [releasing([release('fonts +40 %')]), /^releases\[0\]\.causes\[0\]: "fonts \+40 %" has no effect: .* "web" has fonts$/],
    [releasing([release('xhr latency ×2')]), /has xhrs that wait$/],
    [releasing([release({ change: 'size', factor: 2, types: ['font'] })]), /has fonts$/],
    [releasing([release('layout shift ×3')], { pages: { home: { ...home, layoutShift: 0 } } }), /has layout shift$/],
    [releasing([release('document requests ×2')]), /has documents$/],
    [releasing([release('images +0 %')]), /"images \+0 %" changes nothing/],
    [releasing([release('images fixed')]), /"images fixed" takes back nothing/],
    [releasing([release('images ×2', { at: 'P1D', version: '1' }), release('images fixed')]), /"images fixed" takes back nothing/],
    [releasing([release('cold launch +9 %')]), /no app follows "web", and no page feels "cold launch/],
    [releasing([first, release('images ×2', { train: 'ios' })], app), /no page follows "ios", and no app feels "images/],
    [releasing([release('images ×2', { train: 'shop' })]), /^releases\[0\]\.train: nobody feels the releases of "shop"/],
    [
      releasing([], { sauce: { teams: [team], suites: [{ ...suite, regression: { from: 1, causes: ['fonts ×2'] } }] } }),
      /^sauce\.suites\[0\]\.regression\.causes\[0\]: "fonts ×2" has no effect: no page of the suite has fonts/
    ]
  ] as Array<[object, RegExp]>) {
    t.strictSame(told(file, 'fault'), [], sentence.source)
    const warnings = told(file, 'warning')
    t.ok(warnings.length === 1 && sentence.test(warnings[0]!), `${sentence.source}: ${warnings.join(' | ')}`)
  }
  for (const [file, what] of [
    [releasing([release('images +40 %')]), 'a page has it'],
    [releasing([release('fonts +40 %')], { pages: { home: { url: home.url } } }), 'a page that does not say what it has'],
    [releasing([release('images ×2', { at: '-P3D', version: '1' }), release('images fixed')]), 'what was changed is taken back'],
    [releasing([release('server latency ×2', { train: 'api', reaches: ['web'] })]), 'a train that is reached'],
    [releasing([first, release('cold launch +9 %', { train: 'ios' })], app), 'an app'],
    [{ name: 'x', releases: [release('fonts +40 %')] }, 'the train of what clients load without a word of the file']
  ] as Array<[object, string]>) t.strictSame(told(file, 'warning'), [], what)
  const running = await createTwin({ world: releasing([release('fonts +40 %')]) as never })
  t.match(running.warnings, [/releases\[0\]\.causes\[0\]: "fonts \+40 %" has no effect/])
  await running.close()
  const warned = await validateFiles([write('warned.json', JSON.stringify(releasing([release('fonts ×2')])))], false)
  t.match(warned, { valid: true, text: /warned\.json:1:\d+ {2}warning: releases.*\n.*warned\.json: valid, 1 warning\n$/ })
})

t.test('what a file refers to is there, and names are of one each', (t) => {
  const jobs = [{ id: '0'.repeat(32) }, { id: '0'.repeat(32), train: 'ios', error: 'x' }, { pins: [{}, {}], pages: ['home'] }]
  const file = {
    ...releasing([]),
    sauce: {
      teams: [team, { ...team, users: [{ username: 'ann' }] }],
      suites: [
        { ...suite, train: 'shop' }, { ...suite, name: 'more', failed: 0.7, errored: 0.7, commands: [9, 3] },
        { name: 'few', owner: 'ann', values: { load: [1], score: [1, 0.5] }, every: 'P1D', pages: ['home'] }
      ],
      jobs
    },
    appStore: {
      keys: [1, 2].map(() => ({ keyId: 'ABCDEFGHIJ', publicKey: {} })),
      apps: [1, 2].map((id) => ({ id: `123456789${id}`, name: 'App', bundleId: 'com.example.app' }))
    }
  }
  t.strictSame(told(file, 'fault').sort(), [
    'appStore.apps[1].bundleId: another app has the bundleId "com.example.app": the one at [0]',
    'appStore.keys[1].keyId: another key has the keyId "ABCDEFGHIJ": the one at [0]',
    `sauce.jobs[1].id: another job has the id "${'0'.repeat(32)}": the one at [0]`,
    'sauce.jobs[1].train: there is no release train "ios"',
    'sauce.suites[0].train: there is no release train "shop"',
    'sauce.suites[1].commands: from 9 to 3 there is nothing',
    'sauce.suites[1].failed: failed and errored add up to 1.4',
    'sauce.suites[2].values.score: score has 2, and there are 1 runs',
    'sauce.teams[1].name: another team has the name "T": the one at [0]',
    'sauce.teams[1].users[0].username: there is a user "ann" already'
  ])
  t.strictSame(told(file, 'warning'), [
    'sauce.jobs[1].error: only a job whose outcome is "error" has this text',
    'sauce.jobs[2].pins: there are pins of 2 page loads, and the job has 1'
  ])
  t.end()
})

t.test('mistakes in the text itself have places too, and what can be read is checked all the same', async (t) => {
  const file = write('text.json', `{
  name: 'shop', // by hand
  "seed": 1,
  "seed": 2
  "description" "x",
  "epoch": 2026-01-01,
  "sauce": { "teams": [{ "name": "T", "users": [{ "username": "ann" },] }], "suites": True, },
}`)
  t.strictSame((await problemsOf(file)).map(({ line, column, path, message }) => `${line}:${column} ${path} ${message}`), [
    '2:3  the key name has no quotes',
    '2:9  \'shop\' is in single quotes',
    '4:3  the key "seed" is there twice',
    '4:12  no comma before "description"',
    '5:16  no colon after the key "description"',
    '6:12  2026-01-01 is no value of JSON',
    '7:87  True is no value of JSON',
    '7:87 sauce.suites it must be a list, not true or false'
  ])
  for (const [text, place, sentence] of [
    ['{"name": "x', '1:10', 'this text has no end on its line'],
    ['{"name": "x"', '1:13', 'the text ends within the { of 1:1'],
    ['[1, 2', '1:6', 'the text ends within the [ of 1:1'],
    ['{"a": [1}', '1:9', '} where ] is due'],
    ['{"a": }', '1:7', '} where a value is due'],
    ['{"a": 1} 2', '1:10', 'there is more after the end'],
    ['', '1:1', 'the end where a value is due'],
    ['{"a": 1 /* b', '1:9', 'this comment has no end'],
    ['{"a": "\\q"}', '1:7', '"\\q" has an escape or a character that JSON does not know'],
    ['{:1}', '1:2', ': where a key is due']
  ] as const) {
    const [fault] = readJsonText(text).faults
    t.equal(fault?.message, sentence, text)
    const { line, column } = lineAndColumn(text, fault?.at ?? -1)
    t.equal(`${line}:${column}`, place, text)
    t.not(fault?.cure, '')
  }
  t.end()
})

t.test('a world file may have comments, commas at the end and a byte order mark', async (t) => {
  const file = write('commented.jsonc', '\uFEFF// a shop\n{ /* its name */ "name": "shop", "sauce": { "teams": [], }, } // the end\n')
  t.match(await loadWorldFile(file), { file: { name: 'shop', sauce: { teams: [] } }, warnings: [] })
  const running = await createTwin({ world: file })
  t.equal((await fetch(`${running.url}/_perftwin/ready`)).status, 200)
  await running.close()
})

t.test('text is read as JSON.parse reads it, if that does', (t) => {
  holds(fc.property(fc.json(), (text) => {
    const { value, faults } = readJsonText(text)
    return faults.length === 0 && JSON.stringify(value) === JSON.stringify(JSON.parse(text))
  }))
  holds(fc.property(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', ']', '"', ':', '\\', 'x', '\n'), (text, at, put) => {
    const place = at % (text.length + 1)
    const broken = text.slice(0, place) + put + text.slice(place + 1)
    let isJson = true
    try { JSON.parse(broken) } catch { isJson = false }
    // Repeated keys and trailing commas are where the two differ.
    return !isJson || readJsonText(broken).faults.every(({ message }) => message.endsWith('is there twice'))
  }))
  t.strictSame(readJsonText('{"__proto__": {"a": 1}}').value, JSON.parse('{"__proto__": {"a": 1}}'))
  t.end()
})

t.test('what breaks the schema is what Ajv says breaks it', async (t) => {
  const validate = new Ajv({ strict: false }).compile(WorldFile)
  const isValid = (value: unknown): boolean => {
    const find = new Findings()
    checkSchema(find, nodeOf(WorldFile), value)
    return find.problems.length === 0
  }
  const { file: demo } = await loadWorldFile('demo')
  const { file: docs } = await loadWorldFile('docs')
  const values = fc.constantFrom<unknown>(
    '', 'x', 'P1D', 'a'.repeat(2000), -1, 0, 0.5, 1, 1e9, true, null, [], {}, ['P1D'], [{}], { a: 1 }, { level: -1 }
  )
  let [both, refused] = [0, 0]
  holds(fc.property(fc.constantFrom(demo, docs), fc.infiniteStream(fc.nat()), values, (file, choices, value) => {
    const copy: any = structuredClone(file)
    let holder: any = copy
    // Down some way, until something is put in place of what is there, or beside it.
    for (;;) {
      const keys = Object.keys(holder)
      const choice = choices.next().value as number
      const key = keys.length === 0 || choice % 13 === 0 ? 'unheard' : keys[choice % keys.length]!
      const below = holder[key]
      if (typeof below === 'object' && below !== null && choice % 5 !== 0) holder = below
      else {
        if (Array.isArray(holder) && key === 'unheard') holder.push(value)
        else holder[key] = value
        break
      }
    }
    both++
    if (!isValid(copy)) refused++
    return isValid(copy) === validate(copy)
  }))
  t.ok(refused > both / 10 && refused < both, `${refused} of ${both} were refused`)
})
