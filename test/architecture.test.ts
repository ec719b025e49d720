import { readFile, readdir } from 'node:fs/promises'
import { dirname, join, normalize, relative } from 'node:path'
import t from 'tap'
import { packageRoot } from '../src/kernel/root.js'

const root = packageRoot.pathname
const src = join(root, 'src')

const files = (await readdir(src, { recursive: true })).filter((file) => file.endsWith('.ts'))
const texts = new Map(await Promise.all(files.map(async (file) => [file, await readFile(join(src, file), 'utf8')] as const)))

/** What each room may import of ours; rooms not named here are the composition root and may import everything. */
const rooms: Record<string, string[]> = {
  kernel: [],
  statistics: ['kernel'],
  simulation: ['kernel'],
  artifacts: ['kernel', 'simulation'],
  worlds: ['kernel', 'simulation'],
  store: ['kernel', 'worlds'],
  http: ['kernel', 'worlds', 'store'],
  sauce: ['kernel', 'worlds', 'store', 'simulation', 'statistics', 'artifacts', 'http'],
  'app-store-connect': ['kernel', 'worlds', 'store', 'simulation', 'statistics', 'artifacts', 'http'],
  control: ['kernel', 'worlds', 'store', 'simulation', 'statistics', 'artifacts', 'http']
}

const roomOf = (file: string): string => file.includes('/') ? file.slice(0, file.indexOf('/')) : ''

function importsOf (file: string, text: string): string[] {
  const found = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']*)'/g)].map(([, target]) => target!)
  return found.map((target) => normalize(join(dirname(file), target)).replace(/\.js$/, '.ts'))
}

t.test('rooms import only what they may', async (t) => {
  for (const [file, text] of texts) {
    const allowed = rooms[roomOf(file)]
    if (allowed === undefined) continue
    const wrong = importsOf(file, text).filter((target) => !target.startsWith('..') && roomOf(target) !== roomOf(file) && !allowed.includes(roomOf(target)))
    t.strictSame(wrong, [], file)
  }
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
