import { readFile, readdir } from 'node:fs/promises'
import { dirname, join, normalize, relative } from 'node:path'
import t from 'tap'
import { packageRoot } from '../src/kernel/root.js'

const root = packageRoot.pathname
const src = join(root, 'src')

const files = (await readdir(src, { recursive: true })).filter((file) => file.endsWith('.ts'))
const texts = new Map(await Promise.all(files.map(async (file) => [file, await readFile(join(src, file), 'utf8')] as const)))

/**
 * The floors from the ground: a room imports of ours only what lies below it. Rooms of one floor do not know each other.
 * Composition, the files of `src/` itself, may import every room.
 */
const floors: ReadonlyArray<readonly string[]> = [
  ['kernel', 'statistics'],
  ['lab', 'field', 'traffic'],
  ['facts'],
  ['artifacts', 'worlds'],
  ['store', 'http'],
  ['sauce', 'app-store-connect', 'control'],
  ['openapi', 'client', 'cli']
]

const roomOf = (file: string): string => file.includes('/') ? file.slice(0, file.indexOf('/')) : ''

function importsOf (file: string, text: string): string[] {
  const found = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']*)'/g)].map(([, target]) => target!)
  return found.map((target) => normalize(join(dirname(file), target)).replace(/\.js$/, '.ts'))
}

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
  const rooms = new Set([...texts.keys()].map(roomOf).filter((room) => room !== ''))
  t.strictSame([...rooms].sort(), floors.flat().sort())
})

t.test('no import runs up, nor across a floor', async (t) => {
  const floorOf = new Map(floors.flatMap((rooms, floor) => rooms.map((room) => [room, floor] as const)))
  for (const [file, text] of texts) {
    const here = floorOf.get(roomOf(file)) ?? floors.length
    const wrong = importsOf(file, text)
      .filter((target) => !target.startsWith('..') && roomOf(target) !== roomOf(file))
      .filter((target) => (floorOf.get(roomOf(target)) ?? floors.length) >= here)
    t.strictSame(wrong, [], file)
  }
})

t.test('no files import each other in a circle, for types neither', async (t) => {
  t.strictSame(circlesAmong(new Map([...texts].map(([file, text]) => [file, importsOf(file, text)]))), [])
})

t.test('the search for circles finds one', async (t) => {
  t.strictSame(circlesAmong(new Map([['a', ['b']], ['b', ['c']], ['c', ['b']], ['d', ['a']]])), [['b', 'c']])
})

t.test('every import is there', async (t) => {
  for (const [file, text] of texts) {
    for (const target of importsOf(file, text).filter((target) => !target.startsWith('..'))) t.ok(texts.has(target), `${file} imports ${target}`)
  }
})

t.test('time and chance come from the kernel alone', async (t) => {
  const asks = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\brandom(?:UUID|Bytes|Int)\(|\bsetTimeout\(|\bsetInterval\(|\bperformance\.now\(/
  for (const [file, text] of texts) {
    if (['kernel/clock.ts', 'kernel/ids.ts'].includes(file)) continue
    const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$|'[^'\n]*'/gm, '')
    t.notMatch(code, asks, file)
  }
})

t.test('only cli.ts knows the process', async (t) => {
  for (const [file, text] of texts) {
    if (file === 'cli.ts' || file.startsWith('store/')) continue
    t.notMatch(text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ''), /\bprocess\.(?:exit|argv|env|on|stdout|stderr)\b/, file)
  }
})

t.test('TypeBox and the heavy libraries are not loaded to listen', async (t) => {
  const lazily = /^import (?!type)[^\n]* from '(?:typebox|ajv|@faker-js\/faker.*|lowdb.*|@fastify\/swagger.*|csv-stringify.*|jose|fflate|prom-client)'/m
  const eager = new Set<string>()
  const visit = (file: string): void => {
    if (eager.has(file)) return
    eager.add(file)
    const text = texts.get(file)!
    for (const [, target] of text.matchAll(/^(?:import|export)(?! type)[^;'\n]*?'(\.[^']*)'/gm)) {
      const path = normalize(join(dirname(file), target!)).replace(/\.js$/, '.ts')
      if (texts.has(path)) visit(path)
    }
  }
  visit('cli.ts')
  visit('start.ts')
  t.ok(eager.size > 20)
  for (const file of eager) t.notMatch(texts.get(file), lazily, file)
})

t.test('no file outgrows a screenful or three', async (t) => {
  for (const [file, text] of texts) t.ok(text.split('\n').length <= 251, `${file}: ${text.split('\n').length} lines`)
})

t.test('the project speaks of itself alone', async (t) => {
  const elsewhere = new RegExp(['\\.\\./sha' + 'red', '/work/', 'regis' + 'try\\.npmjs'].join('|'))
  for (const [file, text] of texts) t.notMatch(text, elsewhere, relative(root, join(src, file)))
})
