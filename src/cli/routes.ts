import { Invalid } from '../kernel/errors.js'
import { openApiDocument } from '../openapi/documents.js'
import { documentNames } from '../vendors.js'
import { columns, paint, type CommandRun } from './terminal.js'

interface Operation { operationId?: string, summary?: string, 'x-fidelity'?: string }

/** Lists what a twin of this version answers, with how well each operation is known. Needs no running twin. */
export const routes: CommandRun = async ({ rest: [part], json }, { out, colour }) => {
  const parts = part === undefined ? documentNames : documentNames.filter((name) => name === part)
  if (parts.length === 0) throw new Invalid(`"${part}" is not one of ${documentNames.join(', ')}`)
  const lists = await Promise.all(parts.map(async (name) => {
    const { paths } = await openApiDocument(name) as { paths: Record<string, Record<string, Operation>> }
    const operations = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, { operationId, summary, 'x-fidelity': fidelity }]) =>
      ({ method: method.toUpperCase(), path, operation: operationId ?? '', summary: summary ?? '', ...(fidelity === undefined ? {} : { fidelity }) })))
    return { part: name, operations }
  }))
  if (json) out(`${JSON.stringify(lists)}\n`)
  else {
    out(lists.map(({ part, operations }) => `${paint(colour, 'bold', part)}\n${columns(operations.map(({ method, path, operation, fidelity }) =>
      [method, path, operation, fidelity ?? '']), '  ')}`).join('\n'))
  }
  return 0
}
