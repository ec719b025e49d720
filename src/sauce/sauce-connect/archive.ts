import { gzipped } from '../../artifacts/gzip.js'

const block = 512

const octal = (value: number, length: number): string => `${value.toString(8).padStart(length - 1, '0')}\0`

/**
 * One program of plain ASCII in a tar archive (POSIX.1-1988, ustar), packed to the same bytes everywhere.
 * `path`: at most 100 characters.
 */
export function programArchive (path: string, text: string): Buffer {
  const content = Buffer.from(text)
  const header = Buffer.alloc(block)
  header.write(path, 0)
  header.write(octal(0o755, 8), 100)
  header.write(octal(0, 8), 108)
  header.write(octal(0, 8), 116)
  header.write(octal(content.length, 12), 124)
  header.write(octal(0, 12), 136)
  // The checksum counts itself as blanks.
  header.write(' '.repeat(8), 148)
  header.write('0', 156)
  header.write('ustar\x0000', 257)
  header.write(octal(header.reduce((sum, byte) => sum + byte, 0), 7), 148)
  const padding = Buffer.alloc((block - content.length % block) % block)
  const whole = Buffer.concat([header, content, padding, Buffer.alloc(2 * block)])
  return gzipped(whole.toString('latin1'))
}
