import { readFile, readdir } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'
import t from 'tap'
import { packageRoot } from '../src/kernel/root.js'

const root = packageRoot.pathname
const src = join(root, 'src')

const files = (await readdir(src, { recursive: true })).filter((file) => /\.tsx?$/.test(file))
const texts = new Map(await Promise.all(files.map(async (file) => [file, await readFile(join(src, file), 'utf8')] as const)))

/**
 * The floors from the ground: a room imports of ours only what lies below it, and rooms of one floor do not know each other.
 * The files of `src/` itself stand in rooms too: what the parts are, what puts them together, and the command.
 */
const floors: ReadonlyArray<readonly string[]> = [
  ['kernel', 'statistics'],
  ['document'],
  ['lab', 'field', 'traffic'],
  ['facts'],
  ['artifacts', 'worlds'],
  ['store', 'http', 'browser'],
  ['edge'],
  ['sauce', 'app-store-connect', 'control'],
  ['webdriver'],
  ['parts'],
  ['openapi', 'client', 'dashboard'],
  ['composition'],
  ['cli'],
  ['command']
]

const roomsOfFiles: Readonly<Record<string, string>> = {
  'homes.ts': 'parts',
  'hosts.ts': 'parts',
  'option-values.ts': 'parts',
  'options.ts': 'parts',
  'twin-authority.ts': 'parts',
  'twin.ts': 'parts',
  'vendors.ts': 'parts',
  'version.ts': 'parts',
  'app.ts': 'composition',
  'index.ts': 'composition',
  'plugin.ts': 'composition',
  'start.ts': 'composition',
  'cli.ts': 'command'
}

const roomOf = (file: string): string => file.includes('/') ? file.slice(0, file.indexOf('/')) : roomsOfFiles[file] ?? file

/** The file that an import of `file` names, below src/. */
function fileOf (file: string, target: string): string {
  const named = normalize(join(dirname(file), target)).replace(/\.js$/, '.ts')
  return texts.has(`${named}x`) ? `${named}x` : named
}

/** What a file imports of ours, for types too. */
const importsOf = (file: string, text: string): string[] =>
  [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']*)'/g)].map(([, target]) => fileOf(file, target!))

/** Every import that stays below src/. */
const imports = [...texts].flatMap(([file, text]) => importsOf(file, text)
  .filter((target) => !target.startsWith('..'))
  .map((target) => ({ file, target })))

const sourcesThat = (are: (text: string) => boolean): string[] => [...texts].filter(([, text]) => are(text)).map(([file]) => file)

/** The text of a program that runs in a client's process. */
const foreignProgram = 'sauce/sauce-connect/program.ts'

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')

/** The sets of files that reach themselves by imports (Tarjan's strongly connected components of more than one file). */
function circlesAmong (imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const circles: string[][] = []
  const numbers = new Map<string, number>()
  const lowest = new Map<string, number>()
  const path: string[] = []
  const visit = (file: string): number => {
    const number = numbers.size
    numbers.set(file, number)
    path.push(file)
    let low = number
    for (const target of imports.get(file) ?? []) {
      if (!numbers.has(target)) low = Math.min(low, visit(target))
      else if (path.includes(target)) low = Math.min(low, lowest.get(target) ?? numbers.get(target) ?? low)
    }
    lowest.set(file, low)
    if (low === number) {
      const circle = path.splice(path.indexOf(file))
      if (circle.length > 1) circles.push(circle.sort())
    }
    return low
  }
  for (const file of imports.keys()) {
    if (!numbers.has(file)) visit(file)
  }
  return circles
}

t.test('no room is without a floor', async (t) => {
  const rooms = new Set([...texts.keys()].map(roomOf))
  t.strictSame([...rooms].sort(), floors.flat().sort())
})

t.test('no import runs up, nor across a floor', async (t) => {
  const floorOf = new Map(floors.flatMap((rooms, floor) => rooms.map((room) => [room, floor] as const)))
  const floorOfFile = (file: string): number => floorOf.get(roomOf(file)) ?? floors.length
  const wrong = imports
    .filter(({ file, target }) => roomOf(target) !== roomOf(file) && floorOfFile(target) >= floorOfFile(file))
    .map(({ file, target }) => `${file} imports ${target}`)
  t.strictSame(wrong, [])
})

t.test('no files import each other in a circle, for types neither', async (t) => {
  t.strictSame(circlesAmong(new Map([...texts].map(([file, text]) => [file, importsOf(file, text)]))), [])
})

t.test('the search for circles finds one', async (t) => {
  t.strictSame(circlesAmong(new Map([['a', ['b']], ['b', ['c']], ['c', ['b']], ['d', ['a']]])), [['b', 'c']])
})

t.test('every import is there', async (t) => {
  t.ok(imports.length > texts.size, 'they are found')
  t.strictSame(imports.filter(({ target }) => !texts.has(target)), [])
})

t.test('time and chance come from the kernel alone', async (t) => {
  const asks = new RegExp([
    String.raw`\bDate\.now\(`, String.raw`\bnew Date\(\)`, String.raw`\bMath\.random\(`, String.raw`\brandom(?:UUID|Bytes|Int)\(`,
    String.raw`\bsetTimeout\(`, String.raw`\bsetInterval\(`, String.raw`\bperformance\.now\(`
  ].join('|'))
  const keepers = ['dashboard/page/time.ts', 'kernel/clock.ts', 'kernel/ids.ts']
  const asking = sourcesThat((text) => asks.test(withoutComments(text).replace(/'[^'\n]*'/g, '')))
  t.strictSame(asking.filter((file) => !keepers.includes(file) && file !== foreignProgram), [])
  t.strictSame(keepers.filter((file) => !asking.includes(file)), [], 'and those do ask')
})

t.test('only cli.ts knows the process', async (t) => {
  const knows = /\bprocess\.(?:exit|argv|env|on|stdout|stderr)\b/
  const knowing = sourcesThat((text) => knows.test(withoutComments(text))).filter((file) => !file.startsWith('store/'))
  t.strictSame(knowing.filter((file) => file !== foreignProgram), ['cli.ts'])
})

t.test('TypeBox, TLS and the heavy libraries are not loaded to listen', async (t) => {
  const heavy = 'node:tls|typebox|ajv|@faker-js/faker.*|lowdb.*|@fastify/swagger.*|csv-stringify.*|jose|fflate|prom-client'
  const loadsHeavy = new RegExp(`^import (?!type)[^\\n]* from '(?:${heavy})'`, 'm')
  const eager = eagerlyLoadedBy('cli.ts', 'start.ts')
  t.ok(eager.size > 20)
  t.strictSame(sourcesThat((text) => loadsHeavy.test(text)).filter((file) => eager.has(file)), [])
})

t.test('certificates, browsers, documents and sessions are loaded when somebody needs them', async (t) => {
  const rooms = ['browser', 'document', 'edge', 'webdriver']
  const eager = [...eagerlyLoadedBy('cli.ts', 'start.ts')].filter((file) => rooms.includes(roomOf(file)))
  // Words for refusals, bounds that a world file is held to, and the routes.
  t.strictSame(eager.sort(), [
    'browser/errors.ts', 'document/bounds.ts',
    'webdriver/address.ts', 'webdriver/commands.ts', 'webdriver/errors.ts', 'webdriver/index.ts'
  ])
})

/** The files whose code runs when these are imported: what they import for more than types, and so on. */
function eagerlyLoadedBy (...entries: string[]): Set<string> {
  const eager = new Set<string>()
  const visit = (file: string): void => {
    const text = texts.get(file)
    if (text === undefined || eager.has(file)) return
    eager.add(file)
    const loads = /^(?:import|export)(?! type)\s*(?:[^'()=;]*?\bfrom\s*)?'(\.[^']*)'/gm
    for (const [, target] of text.matchAll(loads)) visit(fileOf(file, target!))
  }
  entries.forEach(visit)
  return eager
}

t.test('no file outgrows a screenful or three', async (t) => {
  // Generated glyphs are data, which nobody reads.
  const long = sourcesThat((text) => text.split('\n').length > 251)
  t.strictSame(long.filter((file) => file !== 'artifacts/picture/glyph-data.ts'), [])
})

t.test('the project speaks of itself alone', async (t) => {
  const elsewhere = new RegExp(['\\.\\./sha' + 'red', '/work/', 'regis' + 'try\\.npmjs'].join('|'))
  t.strictSame(sourcesThat((text) => elsewhere.test(text)), [])
})

t.test('every property goes through test/properties.ts, which seeds it', async (t) => {
  const folder = join(root, 'test')
  const tests = (await readdir(folder)).filter((file) => file.endsWith('.ts') && !['properties.ts', 'architecture.test.ts'].includes(file))
  const bare = /\bfc\.(?:assert|check|sample)\b|\b(?:assert|check|sample)\b[^\n]* from 'fast-check'/
  const asserting = await Promise.all(tests.map(async (file) => bare.test(await readFile(join(folder, file), 'utf8')) ? [file] : []))
  t.strictSame(asserting.flat(), [])
})
