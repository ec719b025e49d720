import { Type, type TSchema } from '../kernel/schema.js'
import { tagged } from './tagged.js'

/** What browsers and telephones offer to trust, and what Java calls its stores. */
export const certificateTypes = { pem: 'application/x-x509-ca-cert', jks: 'application/x-java-keystore' } as const

/** A file in the answer, as `sendBytes` sends it. */
const file = (type: string, description: string): Record<number, TSchema> => ({
  200: Type.Unsafe<unknown>({ description, content: { [type]: { schema: Type.Unknown() } } }),
  206: Type.Unsafe<unknown>({ description: 'The ranges asked for.', content: { '*/*': { schema: Type.Unknown() } } }),
  304: Type.Null({ description: 'The client has it already.' }),
  416: Type.Null({ description: 'No range lies within the file.' })
})

export const certificateOperations = tagged('Certificates', {
  caCertificate: {
    summary: 'The certificate that clients trust to ask by HTTPS, PEM',
    response: file(certificateTypes.pem, 'The certificate of the root.')
  },
  caTrustStore: {
    summary: 'The same for Java: a trust store, JKS, with the password changeit',
    response: file(certificateTypes.jks, 'The trust store.')
  }
})
