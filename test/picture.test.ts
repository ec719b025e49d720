import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { unzipSync } from 'fflate'
import { createFile, MP4BoxBuffer } from 'mp4box'
import { PNG } from 'pngjs'
import speedline from 'speedline-core'
import t from 'tap'
import { type Bitmap, createBitmap, fill, fillBands, fillBetween, fillRounded } from '../src/artifacts/picture/bitmap.js'
import { filmstrip, tilesFor } from '../src/artifacts/picture/filmstrip.js'
import { createH264Encoder } from '../src/artifacts/picture/h264.js'
import { encodeMp4, type VideoSample } from '../src/artifacts/picture/mp4.js'
import { paintBrowser, percentAt, windowSize } from '../src/artifacts/picture/page-picture.js'
import { colour, paletteRgb, paletteYuv } from '../src/artifacts/picture/palette.js'
import { encodePng } from '../src/artifacts/picture/png.js'
import { type PageState, pageStates } from '../src/artifacts/picture/page-use.js'
import { momentsOf, type Scene, sessionVideo } from '../src/artifacts/picture/session-video.js'
import { drawText, fitText, textWidth, wrapText } from '../src/artifacts/picture/text.js'
import { zipStored } from '../src/artifacts/zip.js'
import { atOnce } from '../src/kernel/turns.js'
import { type Random, stream } from '../src/kernel/random.js'
import type { VisualProgress, VisualStep } from '../src/lab/timeline.js'
import { holds } from './properties.js'

const digest = (data: Uint8Array): string => createHash('sha256').update(data).digest('hex')
const pixel = (bitmap: Bitmap, x: number, y: number): number => bitmap.pixels[y * bitmap.width + x]!
const ffmpeg = spawnSync('ffmpeg', ['-version']).status === 0

const shop: VisualProgress = {
  viewport: { width: 1350, height: 940 },
  pageHeight: 1800,
  elements: [
    { kind: 'header', x: 0, y: 0, w: 1350, h: 64, paintedAt: 900.25, label: 'Swag Labs' },
    { kind: 'nav', x: 0, y: 64, w: 1350, h: 48, paintedAt: 900.25 },
    { kind: 'text', x: 48, y: 450, w: 620, h: 150, paintedAt: 1200, label: 'Everything for your desk' },
    { kind: 'hero', x: 0, y: 112, w: 1350, h: 300, paintedAt: 2400, label: 'The autumn sale' },
    { kind: 'button', x: 48, y: 620, w: 220, h: 48, paintedAt: 1300, label: 'Add to cart' },
    { kind: 'image', x: 720, y: 450, w: 280, h: 218, paintedAt: 3100, label: 'backpack.jpg' },
    { kind: 'footer', x: 0, y: 860, w: 1350, h: 400, paintedAt: 4200 }
  ],
  steps: [
    { at: 901, percent: 12 },
    { at: 1200, percent: 25 },
    { at: 2400, percent: 60 },
    { at: 3100, percent: 92 },
    { at: 4200, percent: 100 }
  ]
}
const phone: VisualProgress = {
  ...shop,
  viewport: { width: 412, height: 732 },
  elements: shop.elements.map((element) => ({ ...element, x: element.x * 412 / 1350, w: element.w * 412 / 1350 }))
}
const scenes: Scene[] = [
  { at: 2345.5, url: 'https://www.example.com/shop', title: 'Swag Labs', visual: shop },
  { at: 12_000, url: 'https://m.example.com/', visual: phone }
]

t.test('bitmap', async (t) => {
  t.test('draws only inside its edges', async (t) => {
    const bitmap = createBitmap(20, 10)
    fill(bitmap, -5, -5, 10, 10, 1)
    fill(bitmap, 18, 8, 10, 10, 2)
    fill(bitmap, 30, 2, 4, 4, 3)
    t.equal(bitmap.pixels.filter((value) => value === 1).length, 25)
    t.equal(bitmap.pixels.filter((value) => value === 2).length, 4)
    t.equal(bitmap.pixels.filter((value) => value === 3).length, 0)
  })

  /** What a text looks like, as one string. */
  const look = (text: string, size: 'small' | 'large' = 'small'): string => {
    const bitmap = createBitmap(200, 32, colour.white)
    drawText(bitmap, 4, 0, text, colour.ink, size)
    return digest(bitmap.pixels)
  }

  t.test('writes words of any script, each code point in a shape of its own', async (t) => {
    const alphabets = {
      Latin: 'The quick brown fox Žluťoučký kůň', Greek: 'αβγδεζΩΨ', Cyrillic: 'Магазин подарков', Hebrew: 'שלום',
      Arabic: 'بتثجحخ', Japanese: 'ようこそカート', Chinese: '商品检索购物', Hangul: '한국어쇼핑몰', Thai: 'กขคงจ', Devanagari: 'कखगघङ'
    }
    for (const [script, text] of Object.entries(alphabets)) {
      const characters = [...new Set([...text].filter((character) => character !== ' '))]
      const looks = new Set(characters.flatMap((character) => [look(character), look(character, 'large')]))
      t.equal(looks.size, 2 * characters.length, script)
      t.notOk(looks.has(look('')), `${script} is not blank`)
      t.equal(look(text), look(text), 'and is stable')
    }
    const rare = Array.from({ length: 400 }, (_, i) => String.fromCodePoint(0x4e00 + 51 * i))
    t.ok(new Set(rare.map((character) => look(character))).size > 396, 'rare Han characters are told apart')
  })

  t.test('joins Arabic letters, and sets Hebrew and Arabic from the right', async (t) => {
    t.equal(look('\u0628\u0628'), look('\ufe91\ufe90'), 'the first letter stands right, in its initial form')
    t.equal(look('\u05d0\u05d1'), look('\u200e\u05d0\u05d1'), 'marks of direction take no room')
    t.not(look('\u05d0\u05d1'), look('\u05d1\u05d0'))
    t.equal(look('caf\u0065\u0301'), look('caf\u00e9'), 'accents are composed')
  })

  t.test('shortens and breaks what does not fit', async (t) => {
    t.equal(textWidth('', 'small'), 0)
    const text = fitText('a rather long label', 60, 'small')
    t.match(text, /^a ra.*…$/)
    t.ok(textWidth(text, 'small') <= 60)
    t.equal(fitText('label', 4, 'small'), '')
    const lines = wrapText('one two three four five six seven', 60, 'small', 3)
    t.equal(lines.length, 3)
    t.ok(lines.every((line) => textWidth(line, 'small') <= 60))
  })

  t.test('every printable character has a glyph of its own', async (t) => {
    t.equal(new Set(Array.from({ length: 95 }, (_, i) => look(String.fromCharCode(32 + i)))).size, 95)
  })

  t.test('fills discs, round corners and bands', async (t) => {
    const disc = createBitmap(40, 40, 0)
    fillRounded(disc, { x: 0, y: 0, width: 40, height: 40 }, 11, 20)
    const area = disc.pixels.filter(Boolean).length
    t.ok(Math.abs(area - Math.PI * 400) < 40, `${area} pixels`)
    t.equal(pixel(disc, 0, 0), 0)
    t.equal(pixel(disc, 20, 0), 11)
    t.ok(new Set(disc.pixels).size > 2, 'its edge is smooth')
    const slope = createBitmap(20, 10)
    fillBetween(slope, 0, 10, (row) => [2, 4 + row], 11)
    t.strictSame([pixel(slope, 3, 9), pixel(slope, 18, 9)], [11, 0])
    const bands = createBitmap(8, 50)
    fillBands(bands, { x: 0, y: 0, width: 8, height: 50 }, [1, 2, 3], 8)
    t.same([0, 15, 16, 31, 32, 49].map((y) => pixel(bands, 3, y)), [1, 1, 2, 2, 3, 3])
  })
})

t.test('png', async (t) => {
  t.test('is read back by another reader to the pixel', async (t) => {
    const shown = paintBrowser({ url: 'https://example.com/', visual: shop, at: 5000, elapsed: 9000 })
    for (const bitmap of [shown, { width: 3, height: 2, pixels: Uint8Array.of(0, 7, 19, 4, 0, 1) }]) {
      const png = PNG.sync.read(encodePng(bitmap))
      t.equal(png.width, bitmap.width)
      t.equal(png.height, bitmap.height)
      const rgba = (index: number): Buffer => Buffer.from([...paletteRgb.subarray(3 * index, 3 * index + 3), 255])
      const colours = Array.from({ length: paletteRgb.length / 3 }, (_, index) => rgba(index).readUInt32LE())
      t.equal(digest(png.data), digest(new Uint8Array(Uint32Array.from(bitmap.pixels, (index) => colours[index]!).buffer)))
    }
  })

  t.test('is small, and the same bytes for the same picture', async (t) => {
    const bitmap = paintBrowser({ url: 'https://example.com/', visual: shop, at: 5000 })
    t.ok(encodePng(bitmap).length < 20_000)
    t.equal(digest(encodePng(bitmap)), digest(encodePng({ ...bitmap, pixels: bitmap.pixels.slice() })))
  })
})

t.test('the browser picture', async (t) => {
  const at = (moment: number, visual = shop): Bitmap => paintBrowser({ url: 'https://example.com/', visual, at: moment })
  const page = (bitmap: Bitmap): Uint8Array => bitmap.pixels.subarray(windowSize.width * 80)
  const seen = (moment: number): string => digest(page(at(moment)))

  t.test('is blank before the first paint and changes exactly when something is painted', async (t) => {
    t.ok(page(at(899)).every((value) => value === colour.white))
    const changes = [900, 1200, 1300, 2400, 3100, 4200]
    for (const [i, moment] of changes.entries()) {
      t.not(seen(moment), seen(moment - 0.25), `at ${moment}`)
      t.equal(seen(moment), seen((changes[i + 1] ?? 9999) - 0.25), `after ${moment}`)
    }
  })

  t.test('shows each element where it is, and nothing past the viewport', async (t) => {
    const scale = windowSize.width / 1350
    for (const { kind, x, y, w, h, paintedAt } of shop.elements) {
      const [before, after] = [at(paintedAt - 1), at(paintedAt)]
      const alone = !shop.elements.some((other) => other.paintedAt === paintedAt && other.kind !== kind)
      let inside = 0
      for (let row = 80; row < windowSize.height; row++) {
        for (let column = 0; column < windowSize.width; column++) {
          if (pixel(before, column, row) === pixel(after, column, row)) continue
          const [px, py] = [column / scale, (row - 80) / scale]
          if (px >= x - 8 && px <= x + w + 8 && py >= y - 8 && py <= y + h + 8) inside++
          else if (alone) t.fail(`${kind} drew at ${px}, ${py}`)
        }
      }
      t.ok(inside > 0, kind)
    }
    const mobile = at(9999, phone)
    t.equal(pixel(mobile, 10, 400), colour.mist)
    t.equal(pixel(mobile, windowSize.width - 10, windowSize.height - 10), colour.mist)
  })

  t.test('is complete at the moment visual progress is, though that moment is rounded', async (t) => {
    const element = { kind: 'image', x: 0, y: 0, w: 900, h: 400, paintedAt: 1000.4 } as const
    t.notOk(page(at(1000, { ...shop, elements: [element] })).every((value) => value === colour.white))
    t.ok(page(at(999, { ...shop, elements: [element] })).every((value) => value === colour.white))
  })

  t.test('cuts an element off at the fold without squeezing it', async (t) => {
    const image = (y: number): Bitmap => at(1, { ...shop, elements: [{ kind: 'image', x: 0, y, w: 1350, h: 600, paintedAt: 0 }] })
    const rows = (bitmap: Bitmap, from: number): string =>
      digest(bitmap.pixels.subarray(windowSize.width * from, windowSize.width * (from + 170)))
    const down = Math.round(675 * windowSize.width / 1350 / 8) * 8
    t.equal(rows(image(675), 80 + down), rows(image(0), 80))
  })

  t.test('tells the percent, the URL and the time', async (t) => {
    t.same([0, 901, 2399, 4200].map((moment) => percentAt(shop, moment)), [0, 12, 25, 100])
    const differs = (a: object, b: object): boolean =>
      digest(paintBrowser({ url: 'about:blank', at: 0, ...a }).pixels) !== digest(paintBrowser({ url: 'about:blank', at: 0, ...b }).pixels)
    t.ok(differs({ url: 'https://a.example/1' }, { url: 'https://a.example/2' }))
    t.ok(differs({ title: 'one' }, { title: 'two' }))
    t.ok(differs({ elapsed: 61_100 }, { elapsed: 61_200 }))
    t.notOk(differs({ elapsed: 61_100 }, { elapsed: 61_199 }))
    t.notOk(differs({ url: 'https://a.example/', title: 'a.example' }, { url: 'https://a.example/' }))
  })

  t.test('survives any visual', async (t) => {
    const side = fc.double({ min: 1, max: 3000, noNaN: true })
    const place = fc.double({ min: -500, max: 4000, noNaN: true })
    const element = fc.record({
      kind: fc.constantFrom('header', 'hero', 'text', 'image', 'button', 'nav', 'footer'),
      x: place, y: place, w: side, h: side, paintedAt: fc.constant(0), label: fc.string({ unit: 'grapheme' })
    })
    holds(fc.property(fc.record({ width: side, height: side }), fc.array(element, { maxLength: 12 }), (viewport, elements) => {
      const visual = { viewport, elements: elements as VisualProgress['elements'], pageHeight: 1, steps: [] }
      const bitmap = paintBrowser({ url: 'https://example.com/', visual, at: 0 })
      return bitmap.pixels.every((value) => value < paletteRgb.length / 3)
    }), { numRuns: 30 })
  })
})

/** 256 colours; fours differ by one in luma, thirty-twos little in chroma, so that the coder meets residuals of every size. */
const rich = ((random) => {
  const shades = (length: number): number[] => Array.from({ length }, () => random.int(3, 250))
  const [lumas, blues, reds] = [shades(64), shades(8), shades(8)]
  return Uint8Array.from(Array.from({ length: 64 }, (_, four) => {
    const [blue, red] = [blues[four >> 3]! + random.int(-1, 1), reds[four >> 3]! + random.int(-1, 1)]
    return [0, 1, 2, 3].flatMap((step) => [lumas[four]! + step, blue, red])
  }).flat())
})(stream('rich colours'))

/** Planes as a decoder delivers them: Y, then Cb and Cr at half size. */
function planesOf ({ width, height, pixels }: Bitmap, yuv: Uint8Array): Buffer {
  const size = width * height
  const out = Buffer.alloc(size * 1.5)
  for (let i = 0; i < size; i++) out[i] = yuv[3 * pixels[i]!]!
  for (let y = 0, i = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2, i++) {
      out[size + i] = yuv[3 * pixels[y * width + x]! + 1]!
      out[size * 1.25 + i] = yuv[3 * pixels[y * width + x]! + 2]!
    }
  }
  return out
}

/** Pictures that use every way of coding a block: aligned and unaligned rectangles, stripes, text, noise, and few changes between. */
function film (random: Random, width: number, height: number, length: number): Bitmap[] {
  const bitmap = createBitmap(width, height, random.pick([0, 255]))
  return Array.from({ length }, () => {
    for (let i = random.int(0, 6); i > 0; i--) {
      const grid = random.pick([16, 8, 8, 4, 4, 2, 1])
      const [x, y] = [random.int(0, width / grid) * grid, random.int(0, height / grid) * grid]
      const [w, h] = [random.int(1, 5) * grid, random.int(1, 5) * grid]
      if (random.chance(0.1)) {
        for (let j = 0; j < 60; j++) fill(bitmap, x + random.int(0, w), y + random.int(0, h), 1, 1, random.int(0, 255))
      } else if (random.chance(0.2)) for (let j = 0; j < 12; j++) fill(bitmap, x + j, y, 1, h + 8, random.int(0, 255))
      else if (random.chance(0.3)) {
        const [side, shades] = random.pick([[4, 4], [8, 32]])
        const shade = random.int(0, 256 / shades - 1) * shades
        for (let j = 0; j < 30; j++) {
          fill(bitmap, x + j % 6 * side, y + Math.floor(j / 6) * side, side, side, shade + random.int(0, shades - 1))
        }
      } else if (random.chance(0.1)) drawText(bitmap, x, y, random.hex(6), random.int(0, 255), random.pick(['small', 'large']))
      else fill(bitmap, x, y, w, h, random.int(0, 255))
    }
    return { width, height, pixels: bitmap.pixels.slice() }
  })
}

function encodeFilm (pictures: readonly Bitmap[], keyEvery: number, yuv = rich): Buffer {
  const { width, height } = pictures[0]!
  const encoder = createH264Encoder(width, height, yuv)
  const samples = pictures.map((bitmap, i): VideoSample => {
    const key = i % keyEvery === 0
    return { data: atOnce(encoder.encode(bitmap, key)), duration: 40, key }
  })
  return encodeMp4({ width, height, parameterSets: encoder.parameterSets, samples, createdAt: 0 })
}

/**
 * Chroma whose first block is coded as two long runs of zeros: the levels 17 and 41 are just past their escape codes. Stray lumas move
 * the runs to every place in a byte.
 */
const escapes = Uint8Array.from({ length: 768 }, (_, i) => i % 3 !== 0 ? [163, 134, 134, 122][Math.floor(i / 3) % 4]! : 40 + (i >> 4))
const escaping = Array.from({ length: 24 }, (_, n) => {
  const bitmap = createBitmap(16, 16)
  for (let quarter = 0; quarter < 4; quarter++) {
    const shade = (4 * n + quarter) * (n % 3 + 1) & 0xfc | quarter
    fill(bitmap, quarter % 2 * 8, quarter >> 1 << 3, 8, 8, shade)
  }
  return bitmap
})

const films: Array<[width: number, height: number, length: number]> = [
  [64, 48, 40], [50, 34, 40], [16, 16, 30], [2, 2, 5], [352, 288, 30], [130, 98, 60]
]

t.test('h264', async (t) => {
  /**
   * The coded bytes are pinned: ffmpeg decoded exactly these without a warning to the pictures that went in (the next test). When
   * the coder changes, run the next test with ffmpeg installed before pinning the new bytes.
   */
  t.test('codes known pictures into bytes that ffmpeg was seen to decode as they were drawn', async (t) => {
    const coded = films.map(([width, height, length], i) => encodeFilm(film(stream('film', i), width, height, length), 7))
    coded.push(encodeFilm(escaping, 1, escapes))
    t.equal(digest(Buffer.concat(coded)), 'ba950f35efc704441867f7f349a38ffaa9edf58ac26ef508266f6610f6e94121')
  })

  t.test('ffmpeg decodes every picture as it was drawn, without a warning', { skip: !ffmpeg && 'ffmpeg is not installed' }, async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'perftwin-'))
    t.teardown(() => { rmSync(folder, { recursive: true }) })
    const file = join(folder, 'film.mp4')
    /** Flat areas come back to the sample, words and edges within what no eye sees. */
    const agrees = (video: Uint8Array, pictures: readonly Bitmap[], yuv: Uint8Array, name: string): void => {
      writeFileSync(file, video)
      const raw = ['-v', 'warning', '-i', file, '-fps_mode', 'passthrough', '-f', 'rawvideo', '-']
      const { stdout, stderr } = spawnSync('ffmpeg', raw, { maxBuffer: 2 ** 30 })
      t.equal(stderr.toString(), '', name)
      const size = pictures[0]!.width * pictures[0]!.height
      t.equal(stdout.length, pictures.length * size * 1.5, name)
      let [most, near, chroma] = [0, 0, 0]
      for (const [i, bitmap] of pictures.entries()) {
        const [shown, drawn] = [stdout.subarray(i * size * 1.5, (i + 1) * size * 1.5), planesOf(bitmap, yuv)]
        for (let at = 0; at < shown.length; at++) {
          const off = Math.abs(shown[at]! - drawn[at]!)
          if (at >= size) chroma = Math.max(chroma, off)
          else if (off > 0) [most, near] = [Math.max(most, off), near + 1]
        }
      }
      t.equal(chroma, 0, `colours of ${name}`)
      t.ok(most <= 24, `${most} off in ${name}`)
      if (yuv === paletteYuv) t.ok(near < 0.05 * pictures.length * size, `${near} samples off in ${name}`)
    }
    for (const [i, [width, height, length]] of films.entries()) {
      const pictures = film(stream('film', i), width, height, length)
      agrees(encodeFilm(pictures, 7), pictures, rich, `${width} × ${height}`)
    }
    agrees(encodeFilm(escaping, 1, escapes), escaping, escapes, 'escapes')
    const moments = momentsOf(scenes, 20_000)
    agrees(atOnce(sessionVideo({ duration: 20_000, createdAt: 0, scenes })), moments.map((elapsed) => {
      const { at = elapsed, url = 'about:blank', ...rest } = scenes.findLast((scene) => Math.round(scene.at) <= elapsed) ?? {}
      return paintBrowser({ ...rest, url, at: elapsed - Math.round(at), elapsed })
    }), paletteYuv, 'a session')
    const entries = ['-show_entries', 'stream=profile,pix_fmt,color_space,duration', '-of', 'csv=p=0']
    const said = execFileSync('ffprobe', ['-v', 'warning', ...entries, file], { encoding: 'utf8' })
    t.equal(said.trim(), 'Constrained Baseline,yuv420p,bt709,20.000000')
  })

  t.test('keeps start codes out of its data', async (t) => {
    const encoder = createH264Encoder(16, 16, escapes)
    const units = [...encoder.parameterSets, ...escaping.map((bitmap) => atOnce(encoder.encode(bitmap, true)))]
    for (const unit of units) {
      for (let i = 2; i < unit.length; i++) if (unit[i - 2] === 0 && unit[i - 1] === 0 && unit[i]! < 3) t.fail(`start code at ${i}`)
    }
    t.ok(units.every((unit) => unit.at(-1) !== 0))
    t.ok(units.some((unit) => Buffer.from(unit).includes(Buffer.of(0, 0, 3))), 'there was something to keep out')
  })

  t.test('refuses sizes it cannot code', async (t) => {
    t.throws(() => createH264Encoder(101, 100, paletteYuv), RangeError)
    t.throws(() => createH264Encoder(0, 100, paletteYuv), RangeError)
    t.throws(() => createH264Encoder(4096, 4096, paletteYuv), { message: /8192 macroblocks, not 4096 × 4096/ })
  })
})

t.test('the session video', async (t) => {
  const createdAt = Date.UTC(2026, 3, 15)
  const video = atOnce(sessionVideo({ duration: 20_001, createdAt, scenes }))
  const file = createFile()
  file.appendBuffer(MP4BoxBuffer.fromArrayBuffer(video.buffer.slice(video.byteOffset, video.byteOffset + video.length) as ArrayBuffer, 0))
  file.flush()
  const info = file.getInfo()
  const samples = file.getTrackSamplesInfo(1)

  t.test('is an MP4 of one AVC track that lasts exactly as long as asked', async (t) => {
    t.equal(info.isProgressive, true, 'index first')
    t.equal(info.timescale, 1000)
    t.equal(info.duration, 20_001)
    t.equal(info.created.getTime(), createdAt)
    t.equal(info.tracks.length, 1)
    t.equal(info.tracks[0]!.codec, 'avc1.42c028')
    t.equal(info.tracks[0]!.duration, 20_001)
    t.strictSame(info.tracks[0]!.video, windowSize)
    t.equal(samples.reduce((sum, { duration }) => sum + duration, 0), 20_001)
    t.equal(samples.at(-1)!.offset + samples.at(-1)!.size, video.length)
  })

  t.test('has one sample for each change and tick', async (t) => {
    t.strictSame(samples.map(({ dts }) => dts), momentsOf(scenes, 20_001))
    const first = [0, 5, 10, 15, 20, 25]
    t.strictSame(momentsOf([], 3000), [...first, 1000, 2000])
    t.strictSame(momentsOf([{ ...scenes[0]!, at: 100 }], 2000), [...first, 100, 1000, 1005, 1300, 1400])
    t.strictSame(momentsOf([{ ...scenes[0]!, at: 100 }, { ...scenes[0]!, at: 1002 }], 1500, 500), [...first, 100, 500, 1000, 1005])
    t.equal(momentsOf([], 3_600_000).length, 300 + first.length - 1, 'a long session ticks less often')
  })

  t.test('shows its finest step early, so that tools guess a rate that fits all of it', async (t) => {
    // ffmpeg leaves out three steps, and takes the greatest common divisor of those in the first twenty frames.
    const late = { ...scenes[0]!, at: 700_005 }
    const moments = momentsOf([late], 1_500_000)
    const steps = moments.slice(1, 20).map((at, i) => at - moments[i]!)
    const divisor = (a: number, b: number): number => b === 0 ? a : divisor(b, a % b)
    const guess = steps.slice(3).reduce(divisor)
    t.strictSame(moments.filter((at) => at % guess !== 0), [])
    t.ok(moments.some((at) => at % 10 !== 0), 'there is a step that a coarser guess would miss')
  })

  t.test('can be entered every ten seconds, or a twelfth of a long video', async (t) => {
    const keys = samples.filter(({ is_sync: isSync }) => isSync).map(({ dts }) => dts)
    t.strictSame(keys, [0, 10_000, 20_000])
    t.ok(atOnce(sessionVideo({ duration: 600_000, createdAt, scenes })).length < 1_500_000)
  })

  t.test('is the same bytes for the same session, and small', async (t) => {
    t.equal(digest(atOnce(sessionVideo({ duration: 20_001, createdAt, scenes }))), digest(video))
    t.not(digest(atOnce(sessionVideo({ duration: 20_001, createdAt: createdAt + 1000, scenes }))), digest(video))
    t.ok(video.length < 300_000, `${video.length} bytes`)
  })

  t.test('lasts at least a millisecond and takes any time of making', async (t) => {
    for (const made of [-1e15, 0, 1e14]) t.ok(atOnce(sessionVideo({ duration: 0, createdAt: made, scenes: [] })).length > 1000)
  })
})

t.test('the film shows what the session does', async (t) => {
  const visual = {
    ...shop,
    elements: shop.elements.map((element) => ({ ...element, paintedAt: 0 })),
    pageHeight: 1800
  }
  const usual = {
    request: {}, result: null, visit: null, visible: true, usual: 1, failed: false, httpStatus: 200, statusCode: 0,
    between: 0, screenshot: null
  }
  const commands = [
    { ...usual, method: 'POST' as const, path: 'url', visit: 0, at: 0, duration: 1000, scrollY: 0, place: null },
    {
      ...usual, method: 'POST' as const, path: 'element/a/value', request: { text: 'desk lamp' }, at: 2000, duration: 100, scrollY: 0,
      place: { x: 567, y: 14, w: 378, h: 36 }
    },
    { ...usual, method: 'POST' as const, path: 'element/b/click', at: 3000, duration: 100, scrollY: 0, place: shop.elements[4]! },
    { ...usual, method: 'POST' as const, path: 'execute/sync', at: 4000, duration: 10, scrollY: 860, place: null }
  ]
  const states = pageStates(commands, () => visual)
  const shown = (state: PageState | undefined): string =>
    digest(paintBrowser({ url: 'https://example.com/', visual, at: 9999, ...(state === undefined ? {} : { state }) }).pixels)

  t.test('text appears as it is typed, the pointer goes where it clicks, a script scrolls', async (t) => {
    const typed = states.flatMap(({ typed }) => typed ?? [])
    t.ok(typed.includes('des') && typed.includes('desk lamp'))
    t.strictSame(states.at(-2)?.pointer, { x: 48 + 110, y: 620 + 24 }, 'the middle of the button')
    t.ok(states.some(({ pressed }) => pressed === shop.elements[4]))
    t.match(states.at(-1), { at: 4010, scrollY: 860 })
    const looks = [undefined, ...states.filter(({ at }) => at > 2000)].map(shown)
    t.ok(new Set(looks).size > 10, 'and all of it is seen')
    t.equal(states.every(({ at }, i) => at >= (states[i - 1]?.at ?? 0)), true)
  })

  t.test('a page scrolled down is the page from there on', async (t) => {
    const scrolled = paintBrowser({ url: 'https://example.com/', visual, at: 9999, state: { at: 0, scrollY: 400 } })
    const moved = { ...visual, elements: visual.elements.map((element) => ({ ...element, y: element.y - 400 })) }
    t.equal(digest(scrolled.pixels), digest(paintBrowser({ url: 'https://example.com/', visual: moved, at: 9999 }).pixels))
  })

  t.test('the video has a sample for each gesture', async (t) => {
    const options = { duration: 5000, createdAt: 0, scenes: [{ at: 0, url: 'https://example.com/', visual }] }
    const moments = momentsOf(options.scenes, 5000, 1000, states)
    for (const { at } of states) t.ok(moments.includes(Math.ceil(at / 5) * 5), `${at}`)
    t.not(digest(atOnce(sessionVideo({ ...options, states }))), digest(atOnce(sessionVideo(options))))
  })
})

t.test('the filmstrip', async (t) => {
  const trace = (frames: ReturnType<typeof filmstrip>): Parameters<typeof speedline>[0] & unknown[] =>
    [{ at: 0, snapshot: undefined }, ...frames, { at: frames.at(-1)!.at + 2000, snapshot: undefined }].map(({ at, snapshot }) => ({
      name: snapshot === undefined ? 'RunTask' : 'Screenshot',
      cat: snapshot === undefined ? 'toplevel' : 'disabled-by-default-devtools.screenshot',
      args: snapshot === undefined ? {} : { snapshot },
      tid: 1,
      ts: 1_000_000 + at * 1000,
      dur: 0
    }))
  const measure = (visual: VisualProgress, fastMode: boolean) =>
    speedline(trace(filmstrip(visual)), { timeOrigin: 1_000_000, fastMode, include: 'speedIndex' })
  const speedIndexOf = (steps: readonly VisualStep[]): number =>
    steps.reduce((sum, { at }, i) => sum + (at - (steps[i - 1]?.at ?? 0)) * (100 - (steps[i - 1]?.percent ?? 0)) / 100, 0)

  t.test('speedline measures the documents\' sample: 80, 90, 100 % make a speed index of 6431', async (t) => {
    for (const fastMode of [false, true]) {
      const steps = [{ at: 4111, percent: 80 }, { at: 13_780, percent: 90 }, { at: 17_642, percent: 100 }]
      const result = await measure({ ...shop, steps }, fastMode)
      t.strictSame(result.frames.map((frame) => frame.getProgress()), [0, 80, 90, 100])
      t.equal(result.first, 4111)
      t.equal(result.complete, 17_642)
      t.equal(Math.round(result.speedIndex * 1000) / 1000, 6431)
    }
  })

  t.test('speedline finds every percent of any steps', async (t) => {
    const random = stream('filmstrip')
    for (let round = 0; round < 6; round++) {
      const percents: number[] = []
      for (let percent = random.int(3, 30); percent < 98; percent += random.int(3, 20)) percents.push(percent)
      let at = 0
      const steps = [...percents, 100].map((percent) => {
        at += random.int(1, 2000)
        return { at, percent }
      })
      const elements = shop.elements.slice(0, random.int(0, shop.elements.length))
      for (const fastMode of [false, true]) {
        const result = await measure({ ...random.pick([shop, phone]), elements, steps }, fastMode)
        const wanted = steps.map(({ percent }) => percent)
        t.strictSame(result.frames.slice(1).map((frame) => frame.getProgress()), wanted, wanted.join(' '))
        t.equal(result.first, steps[0]!.at)
        t.equal(result.complete, steps.at(-1)!.at)
        t.ok(Math.abs(result.speedIndex - speedIndexOf(steps)) < 1e-6, `${result.speedIndex}`)
      }
    }
  })

  t.test('gives every whole percent a number of tiles', async (t) => {
    holds(fc.property(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 200, max: 5000 }), (percent, all) => {
      const tiles = tilesFor(percent, all)
      return tiles <= all && Math.floor(tiles / all * 100) === percent && (tiles === 0 || Math.floor((tiles - 1) / all * 100) < percent)
    }))
  })

  t.test('is a thumbnail: small flat tiles, white where nothing is painted', async (t) => {
    const result = await measure(shop, false)
    const { width, height, data } = result.frames.at(-1)!.getParsedImage()
    t.strictSame([width, height], [320, 224])
    t.strictSame([...data.subarray(0, 3)], [...data.subarray(4 * (7 + 7 * width), 4 * (7 + 7 * width) + 3)], 'a tile is flat')
    const blank = (result.frames[1]!.getParsedImage()).data
    t.strictSame([...blank.subarray(blank.length - 4)], [255, 255, 255, 255])
    t.ok(filmstrip(shop).every(({ snapshot }) => snapshot.length < 5000))
    t.strictSame(filmstrip(shop), filmstrip(shop))
  })

  t.test('refuses steps that cannot be shown', async (t) => {
    t.throws(() => filmstrip({ ...shop, steps: [{ at: 1, percent: 50 }] }), { message: /end at 100, not 50/ })
    t.throws(() => filmstrip({ ...shop, steps: [{ at: 1, percent: 50.5 }, { at: 2, percent: 100 }] }), RangeError)
    t.throws(() => filmstrip({ ...shop, steps: [] }), RangeError)
  })
})

t.test('zip', async (t) => {
  const entries = [0, 1, 2].map((i) => ({ name: `000${i}screenshot.png`, data: encodePng(createBitmap(8 + i, 8, i)) }))

  t.test('is unpacked by another reader to the byte', async (t) => {
    const files = unzipSync(atOnce(zipStored(entries, 0)))
    t.strictSame(Object.keys(files), entries.map(({ name }) => name))
    for (const { name, data } of entries) t.equal(digest(files[name]!), digest(data))
    t.strictSame(unzipSync(atOnce(zipStored([], 0))), {})
    t.strictSame(Object.keys(unzipSync(atOnce(zipStored([{ name: 'größe.txt', data: Buffer.from('x') }], 0)))), ['größe.txt'])
  })

  t.test('tells the time it was given, in UTC, whatever the time zone', async (t) => {
    const zip = atOnce(zipStored(entries, Date.UTC(2026, 3, 15, 13, 37, 59)))
    t.equal(zip.readUInt16LE(10), 13 << 11 | 37 << 5 | 29)
    t.equal(zip.readUInt16LE(12), (2026 - 1980) << 9 | 4 << 5 | 15)
    t.equal(digest(atOnce(zipStored(entries, -1e14))), digest(atOnce(zipStored(entries, Date.UTC(1980, 0, 1)))))
  })
})
