import { sendBytes } from '../http/send-bytes.js'
import { sha256 } from '../kernel/ids.js'
import { certificateOperations as operations, certificateTypes as types } from './certificates.schema.js'
import type { ControlApp, ControlOptions } from './context.js'

/** What anybody may have of an authority: services beside the twin take it at their start, and it is no secret. */
export function certificateRoutes (app: ControlApp, { authority }: ControlOptions): void {
  const config = { withoutToken: true, linkable: true }
  const fileOf = (bytes: Buffer, type: string): Parameters<typeof sendBytes>[2] =>
    ({ bytes, type, etag: `"${sha256(bytes).slice(0, 27)}"`, text: false })

  app.get('/_perftwin/ca.pem', { config, schema: operations.caCertificate }, async (request, reply) => {
    const { certificate } = await authority()
    return await sendBytes(request, reply, fileOf(Buffer.from(certificate), types.pem))
  })

  app.get('/_perftwin/ca.jks', { config, schema: operations.caTrustStore }, async (request, reply) =>
    await sendBytes(request, reply, fileOf((await authority()).trustStore(), types.jks)))
}
