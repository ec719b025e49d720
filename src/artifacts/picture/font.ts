/**
 * Our own bitmap font: printable ASCII, 5 × 8 pixels a glyph (7 rows above the base line, 1 below), drawn for us.
 * Eight digits a glyph from space to tilde, one per row, in base 32: five pixels, the leftmost highest.
 */
const glyphs =
  '0000000044444040aaa00000aavavaa04fke5u40op248j30cik8lid044800000248884208422248004lel400044v4400' +
  '00000648000e00000000066011248gg0ehjlphe04c4444e0eh168gv0eh161he026aiv220vgu11he068guhhe0v1244880' +
  'ehhehhe0ehhf12c00cc0cc000cc0c4801248421000v0v000g84248g0eh124040ehnlnge0ehhvhhh0uhhuhhu0ehggghe0' +
  'uhhhhhu0vgguggv0vgguggg0ehgnhhe0hhhvhhh0e44444e072222ic0hikokih0ggggggv0hrllhhh0hpljhhh0ehhhhhe0' +
  'uhhuggg0ehhhlid0uhhukih0fgge11u0v4444440hhhhhhe0hhhhaa40hhhllrh0hha4ahh0hha44440v1248gv0e88888e0' +
  'gg842110e22222e04ah000000000000v8400000000e1fhf0gguhhhu000fgggf011fhhhf000ehvge068u8888000fhhf1e' +
  'gguhhhh040c444e0206222icggikoki0c44444e000qllll000uhhhh000ehhhe000uhhugg00fhhf1100mpggg000fge1u0' +
  '88u8886000hhhhf000hhha4000hllla000ha4ah000hhhf1e00v248v0244844204444444084424480008l2000'

export const glyphWidth = 5
export const glyphHeight = 8

/**
 * One row of a character's glyph, five bits, the leftmost pixel highest; characters the font lacks look like a question
 * mark.
 */
export function glyphRow (character: string, row: number): number {
  const index = character.charCodeAt(0) - 32
  const digit = glyphs.charCodeAt((index >= 0 && index * glyphHeight < glyphs.length ? index : 31) * glyphHeight + row)
  return digit < 58 ? digit - 48 : digit - 87
}
