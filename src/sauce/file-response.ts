import type { Responses } from '../http/refusals.js'
import { Type } from '../kernel/schema.js'
import { refusedWith } from './refusals.js'

const bytes = { description: 'The file.', content: { '*/*': { schema: Type.Unknown() } } }

/** What a route answers that sends a file by `sendBytes`, below that path's service. */
export const fileResponse = (path: string): Responses => ({
  200: bytes,
  206: { ...bytes, description: 'The ranges asked for; several as multipart/byteranges.' },
  304: Type.Null({ description: 'The client has it already.' }),
  416: Type.Null({ description: 'No range lies within the file.' }),
  ...refusedWith(507, path)
})
