/** CSS colours as red, green, blue (0–255) and opacity (0–1). */
export interface Colour { readonly r: number, readonly g: number, readonly b: number, readonly a: number }

/** The names that pages use, of the 148 there are: the basic ones, and those that examples are full of. */
const names: Readonly<Record<string, string>> = {
  black: '000000', silver: 'c0c0c0', gray: '808080', grey: '808080', white: 'ffffff', maroon: '800000', red: 'ff0000',
  purple: '800080', fuchsia: 'ff00ff', magenta: 'ff00ff', green: '008000', lime: '00ff00', olive: '808000',
  yellow: 'ffff00', navy: '000080', blue: '0000ff', teal: '008080', aqua: '00ffff', cyan: '00ffff', orange: 'ffa500',
  aliceblue: 'f0f8ff', antiquewhite: 'faebd7', azure: 'f0ffff', beige: 'f5f5dc', brown: 'a52a2a', coral: 'ff7f50',
  cornflowerblue: '6495ed', crimson: 'dc143c', darkblue: '00008b', darkgray: 'a9a9a9', darkgrey: 'a9a9a9',
  darkgreen: '006400', darkorange: 'ff8c00', darkred: '8b0000', darkslategray: '2f4f4f', deeppink: 'ff1493',
  deepskyblue: '00bfff', dimgray: '696969', dimgrey: '696969', dodgerblue: '1e90ff', firebrick: 'b22222',
  forestgreen: '228b22', gainsboro: 'dcdcdc', ghostwhite: 'f8f8ff', gold: 'ffd700', goldenrod: 'daa520',
  honeydew: 'f0fff0', hotpink: 'ff69b4', indianred: 'cd5c5c', indigo: '4b0082', ivory: 'fffff0', khaki: 'f0e68c',
  lavender: 'e6e6fa', lightblue: 'add8e6', lightcoral: 'f08080', lightcyan: 'e0ffff', lightgray: 'd3d3d3',
  lightgrey: 'd3d3d3', lightgreen: '90ee90', lightpink: 'ffb6c1', lightsalmon: 'ffa07a', lightseagreen: '20b2aa',
  lightskyblue: '87cefa', lightslategray: '778899', lightsteelblue: 'b0c4de', lightyellow: 'ffffe0',
  limegreen: '32cd32', linen: 'faf0e6', mediumblue: '0000cd', mediumpurple: '9370db', mediumseagreen: '3cb371',
  midnightblue: '191970', mintcream: 'f5fffa', mistyrose: 'ffe4e1', moccasin: 'ffe4b5', oldlace: 'fdf5e6',
  orangered: 'ff4500', orchid: 'da70d6', palegreen: '98fb98', paleturquoise: 'afeeee', peachpuff: 'ffdab9',
  peru: 'cd853f', pink: 'ffc0cb', plum: 'dda0dd', powderblue: 'b0e0e6', rebeccapurple: '663399', rosybrown: 'bc8f8f',
  royalblue: '4169e1', saddlebrown: '8b4513', salmon: 'fa8072', sandybrown: 'f4a460', seagreen: '2e8b57',
  seashell: 'fff5ee', sienna: 'a0522d', skyblue: '87ceeb', slateblue: '6a5acd', slategray: '708090',
  slategrey: '708090', snow: 'fffafa', springgreen: '00ff7f', steelblue: '4682b4', tan: 'd2b48c', thistle: 'd8bfd8',
  tomato: 'ff6347', turquoise: '40e0d0', violet: 'ee82ee', wheat: 'f5deb3', whitesmoke: 'f5f5f5',
  yellowgreen: '9acd32', buttonface: 'efefef', canvas: 'ffffff', canvastext: '000000', linktext: '0000ee'
}

const part = (text: string, whole: number): number => {
  const value = text.endsWith('%') ? Number.parseFloat(text) / 100 * whole : Number.parseFloat(text)
  return Math.min(whole, Math.max(0, Number.isFinite(value) ? value : 0))
}

function ofHex (hex: string): Colour | undefined {
  if (!/^(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.test(hex)) return undefined
  const full = hex.length < 6 ? hex.replace(/./g, '$&$&') : hex
  const at = (place: number): number => Number.parseInt(full.slice(place, place + 2), 16)
  return { r: at(0), g: at(2), b: at(4), a: full.length === 8 ? Number((at(6) / 255).toFixed(3)) : 1 }
}

/** One of red, green and blue from hue, saturation and lightness (CSS Color 4). */
function ofHue (h: number, s: number, l: number): Pick<Colour, 'r' | 'g' | 'b'> {
  const channel = (n: number): number => {
    const k = (n + h / 30) % 12
    return Math.round(255 * (l - s * Math.min(l, 1 - l) * Math.max(-1, Math.min(k - 3, 9 - k, 1))))
  }
  return { r: channel(0), g: channel(8), b: channel(4) }
}

/** Undefined for what is no colour. */
export function colourOf (text: string): Colour | undefined {
  const plain = text.trim().toLowerCase()
  if (plain === 'transparent') return { r: 0, g: 0, b: 0, a: 0 }
  if (plain.startsWith('#')) return ofHex(plain.slice(1))
  if (Object.hasOwn(names, plain)) return ofHex(names[plain] ?? '')
  const [, model, inside = ''] = /^(rgb|hsl)a?\(([^()]*)\)$/.exec(plain) ?? []
  const [x = '', y = '', z = '', a = '1'] = inside.split(/[\s,/]+/).filter(Boolean)
  if (model === undefined || z === '') return undefined
  if (model === 'rgb') {
    const [r, g, b] = [x, y, z].map((text) => Math.round(part(text, 255)))
    return { r: r ?? 0, g: g ?? 0, b: b ?? 0, a: part(a, 1) }
  }
  const hue = ((Number.parseFloat(x) % 360) + 360) % 360
  return { ...ofHue(Number.isFinite(hue) ? hue : 0, part(y, 100) / 100, part(z, 100) / 100), a: part(a, 1) }
}

/** As `getComputedStyle` says it. */
export const rgbText = ({ r, g, b, a }: Colour): string =>
  a === 1 ? `rgb(${r}, ${g}, ${b})` : `rgba(${r}, ${g}, ${b}, ${a})`

/** As Chrome's and Safari's drivers say it. */
export const rgbaText = ({ r, g, b, a }: Colour): string => `rgba(${r}, ${g}, ${b}, ${a})`
