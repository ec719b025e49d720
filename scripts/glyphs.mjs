// Draws the glyphs of the pictures anew: node scripts/glyphs.mjs FOLDER > src/artifacts/picture/glyph-data.ts
// FOLDER has node_modules with opentype.js 1.3 and @fontsource/noto-sans-jp, -sc and -kr (SIL Open Font License 1.1);
// Latin, Greek, Cyrillic, Hebrew and Arabic are DejaVu Sans Condensed (Bitstream Vera licence), from the system's fonts.
import { createRequire } from 'node:module'
import { deflateRawSync } from 'node:zlib'

const [folder, system = '/usr/share/fonts/truetype/dejavu'] = process.argv.slice(2)
const opentype = createRequire(`${folder}/package.json`)('opentype.js')
const noto = (which) => opentype.loadSync(`${folder}/node_modules/@fontsource/noto-sans-${which}-400-normal.woff`)
const sans = opentype.loadSync(`${system}/DejaVuSansCondensed.ttf`)
const bold = opentype.loadSync(`${system}/DejaVuSansCondensed-Bold.ttf`)
const japanese = noto('jp/files/noto-sans-jp-japanese')
const simplified = noto('sc/files/noto-sans-sc-chinese-simplified')
const korean = noto('kr/files/noto-sans-kr-korean')

const span = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => from + i)
const common = '的一是不了在人有我他这個个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法' +
  '学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问' +
  '很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义' +
  '各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基' +
  '眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔流转' +
  '語東京商店検索検売買円価送料無料注文詳細会社案内問合登録入購入閲覧電話車駅食飲店飯館村町県都府道国際語英漢字学校生徒先輩友達家族父母兄弟姉妹犬猫鳥魚' +
  '花木森林川海空雨雪風春夏秋冬朝昼夜時分秒週曜火土青赤黒黄緑紫茶服靴帽鞄本紙鉛筆机椅子窓扉鍵荷物箱袋券札銀貨税込割引特集人気新着在庫購物車優惠訂單' +
  '貨運費門票酒店房間預訂飛機火車汽地鐵站票務退換支付寶微博愛關於聯繫我們隱私條款幫助中心首頁產品服務解決案例客戶評價'

// In the order of the pictures' own data: [code points, font, how many pixels an em is].
const han = [...new Set([...common].map((character) => character.codePointAt(0)))]
const small = [
  [[...span(0x20, 0x7e), ...span(0xa0, 0x17f), ...span(0x218, 0x21b), 0x2010, 0x2013, 0x2014, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2026,
    0x20ac, 0x20bd, 0x2122, 0x2190, 0x2192, 0x2212, 0x2605, 0x2606, ...span(0x386, 0x3ce), ...span(0x400, 0x45f), 0x490, 0x491,
    ...span(0x5d0, 0x5ea), ...span(0x660, 0x669), 0x60c, 0x61f, ...span(0xfe80, 0xfefc)], sans, 13],
  [[...span(0x3001, 0x3002), ...span(0x3041, 0x3096), ...span(0x30a0, 0x30fe),
    ...han], japanese, 13],
  [han, simplified, 13]
]
const jamo = [[span(0x3131, 0x3163), korean, 8]]
const large = [[[...span(0x20, 0x7e), 0xa3, 0xa5, ...span(0xc0, 0xff), 0x2013, 0x2019, 0x20ac, ...span(0x410, 0x44f)], bold, 26]]

/** Whether a point is inside a path by the non-zero rule: its crossings to the right. */
function coverage (path, width, height, top) {
  const lines = []
  let [x, y, startX, startY] = [0, 0, 0, 0]
  const line = (toX, toY) => { lines.push([x, y, toX, toY]); [x, y] = [toX, toY] }
  const curve = (at) => { for (let i = 1; i <= 8; i++) line(...at(i / 8)) }
  for (const c of path.commands) {
    const [x0, y0] = [x, y]
    if (c.type === 'M') [x, y, startX, startY] = [c.x, c.y, c.x, c.y]
    else if (c.type === 'L') line(c.x, c.y)
    else if (c.type === 'Z') line(startX, startY)
    else if (c.type === 'Q') {
      curve((t) => [x0, c.x1, c.x, y0, c.y1, c.y].reduce((sum, p, i) => {
        sum[i < 3 ? 0 : 1] += p * [(1 - t) ** 2, 2 * t * (1 - t), t * t][i % 3]
        return sum
      }, [0, 0]))
    } else {
      curve((t) => [x0, c.x1, c.x2, c.x, y0, c.y1, c.y2, c.y].reduce((sum, p, i) => {
        sum[i < 4 ? 0 : 1] += p * [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3][i % 4]
        return sum
      }, [0, 0]))
    }
  }
  const fine = 6
  const levels = new Float64Array(width * height)
  for (let row = 0; row < height * fine; row++) {
    const at = (row + 0.5) / fine + top
    const crossings = lines.filter(([, y1, , y2]) => (y1 <= at) !== (y2 <= at))
      .map(([x1, y1, x2, y2]) => [x1 + (x2 - x1) * (at - y1) / (y2 - y1), y2 > y1 ? 1 : -1]).sort((a, b) => a[0] - b[0])
    let wind = 0
    for (const [i, [from, turn]] of crossings.entries()) {
      wind += turn
      if (wind === 0) continue
      const to = crossings[i + 1]?.[0] ?? from
      for (let column = Math.max(0, Math.floor(from)); column < Math.min(width, Math.ceil(to)); column++) {
        levels[Math.floor(row / fine) * width + column] += Math.max(0, Math.min(to, column + 1) - Math.max(from, column)) / fine
      }
    }
  }
  return levels
}

/** Every glyph: three bytes of its code point, its width and its advance, then two bits a pixel, row by row. */
function packed (sets, rows, ascent) {
  const bytes = []
  const seen = new Set()
  for (const [points, font, em] of sets) {
    for (const point of points) {
      const glyph = font.charToGlyph(String.fromCodePoint(point))
      if (seen.has(point) || (glyph.index === 0 && point !== 0x20)) continue
      seen.add(point)
      const path = glyph.getPath(0, 0, em)
      const advance = Math.max(0, Math.round(glyph.advanceWidth * em / font.unitsPerEm))
      const width = Math.min(31, Math.max(1, Math.ceil(path.getBoundingBox().x2 || 0)))
      bytes.push(point >> 16, point >> 8 & 255, point & 255, width, advance)
      let [held, count] = [0, 0]
      for (const level of coverage(path, width, rows, -ascent)) {
        held = held << 2 | Math.min(3, Math.round(level * 3.4))
        if (++count === 4) { bytes.push(held); [held, count] = [0, 0] }
      }
      if (count > 0) bytes.push(held << 2 * (4 - count))
    }
  }
  return deflateRawSync(Uint8Array.from(bytes), { level: 9 }).toString('base64')
}

function constant (name, text) {
  const lines = text.match(/.{1,112}/g)
  return `export const ${name} =\n${lines.map((line, i) => `  '${line}'${i < lines.length - 1 ? ' +' : ''}`).join('\n')}\n`
}

process.stdout.write(`/**
 * Glyphs of the pictures, made by scripts/glyphs.mjs: raw deflate in base64. Latin, Greek, Cyrillic, Hebrew and Arabic
 * are drawn from DejaVu Sans Condensed (Bitstream Vera licence), kana, Han and Hangul from Noto Sans JP, SC and KR (SIL
 * OFL 1.1).
 */
/** 13 pixels an em, 16 rows, the base line under the twelfth. */
${constant('smallGlyphs', packed(small, 16, 12))}
/** Bold, 26 pixels an em, 32 rows, the base line under the twenty-fourth. */
${constant('largeGlyphs', packed(large, 32, 24))}
/** The letters of which Hangul is made, 8 pixels an em, 8 rows. */
${constant('jamoGlyphs', packed(jamo, 8, 7))}`)
