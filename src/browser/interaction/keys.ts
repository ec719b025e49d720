/** Keys: W3C's code points for those without a character, and what they are called. */
export interface Key { readonly key: string, readonly code: string }

/** By their code points from U+E000 on: [key, code]. */
const special: Readonly<Record<string, readonly [string, string]>> = {
  '\ue000': ['Unidentified', ''], '\ue001': ['Cancel', ''], '\ue002': ['Help', 'Help'],
  '\ue003': ['Backspace', 'Backspace'],
  '\ue004': ['Tab', 'Tab'], '\ue005': ['Clear', ''], '\ue006': ['Enter', 'Enter'], '\ue007': ['Enter', 'NumpadEnter'],
  '\ue008': ['Shift', 'ShiftLeft'], '\ue009': ['Control', 'ControlLeft'], '\ue00a': ['Alt', 'AltLeft'],
  '\ue00b': ['Pause', 'Pause'], '\ue00c': ['Escape', 'Escape'], '\ue00d': [' ', 'Space'],
  '\ue00e': ['PageUp', 'PageUp'],
  '\ue00f': ['PageDown', 'PageDown'], '\ue010': ['End', 'End'], '\ue011': ['Home', 'Home'],
  '\ue012': ['ArrowLeft', 'ArrowLeft'], '\ue013': ['ArrowUp', 'ArrowUp'], '\ue014': ['ArrowRight', 'ArrowRight'],
  '\ue015': ['ArrowDown', 'ArrowDown'], '\ue016': ['Insert', 'Insert'], '\ue017': ['Delete', 'Delete'],
  '\ue018': [';', 'Semicolon'], '\ue019': ['=', 'Equal'],
  '\ue01a': ['0', 'Numpad0'], '\ue01b': ['1', 'Numpad1'], '\ue01c': ['2', 'Numpad2'], '\ue01d': ['3', 'Numpad3'],
  '\ue01e': ['4', 'Numpad4'], '\ue01f': ['5', 'Numpad5'], '\ue020': ['6', 'Numpad6'], '\ue021': ['7', 'Numpad7'],
  '\ue022': ['8', 'Numpad8'], '\ue023': ['9', 'Numpad9'], '\ue024': ['*', 'NumpadMultiply'],
  '\ue025': ['+', 'NumpadAdd'],
  '\ue026': [',', 'NumpadComma'], '\ue027': ['-', 'NumpadSubtract'], '\ue028': ['.', 'NumpadDecimal'],
  '\ue029': ['/', 'NumpadDivide'], '\ue03d': ['Meta', 'MetaLeft'], '\ue040': ['ZenkakuHankaku', ''],
  '\ue050': ['Shift', 'ShiftRight'], '\ue051': ['Control', 'ControlRight'], '\ue052': ['Alt', 'AltRight'],
  '\ue053': ['Meta', 'MetaRight'], '\ue054': ['PageUp', 'Numpad9'], '\ue055': ['PageDown', 'Numpad3'],
  '\ue056': ['End', 'Numpad1'], '\ue057': ['Home', 'Numpad7'], '\ue058': ['ArrowLeft', 'Numpad4'],
  '\ue059': ['ArrowUp', 'Numpad8'], '\ue05a': ['ArrowRight', 'Numpad6'], '\ue05b': ['ArrowDown', 'Numpad2'],
  '\ue05c': ['Insert', 'Numpad0'], '\ue05d': ['Delete', 'NumpadDecimal']
}

function codeOf (character: string): string {
  if (/^[a-z]$/i.test(character)) return `Key${character.toUpperCase()}`
  if (/^\d$/.test(character)) return `Digit${character}`
  return {
    ' ': 'Space', '\n': 'Enter', '\t': 'Tab', '-': 'Minus', '.': 'Period', ',': 'Comma',
    '/': 'Slash'
  }[character] ?? ''
}

export function keyOf (character: string): Key {
  if (/^F\d/.test(character)) return { key: character, code: character }
  const point = character.codePointAt(0) ?? 0
  if (point >= 0xe031 && point <= 0xe03c) return { key: `F${point - 0xe030}`, code: `F${point - 0xe030}` }
  const [key, code] = special[character] ?? [character, codeOf(character)]
  if (character === '\n' || character === '\r') return { key: 'Enter', code: 'Enter' }
  return character === '\t' ? { key: 'Tab', code: 'Tab' } : { key, code }
}

const modifiers = new Set(['Shift', 'Control', 'Alt', 'Meta'])

export const isModifier = ({ key }: Key): boolean => modifiers.has(key)

/** U+E000: all that is held is let go. */
export const nullKey = '\ue000'

export const modifiersOf = (held: ReadonlySet<string>): Readonly<Record<string, boolean>> => ({
  shiftKey: held.has('Shift'), ctrlKey: held.has('Control'), altKey: held.has('Alt'), metaKey: held.has('Meta')
})

/** A text as keys: what people take for one character is one key. */
export function * graphemes (text: string): Generator<string> {
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) yield segment
}
