import { Invalid } from '../kernel/errors.js'
import { openApiDocument } from '../openapi/documents.js'
import { operationsOf } from '../openapi/operations.js'
import { documentNames, type DocumentName } from '../vendors.js'
import { columns, paint, type CommandRun } from './terminal.js'

interface Listed { method: string, path: string, operation: string, summary: string, fidelity?: string }
interface List { part: DocumentName, operations: Listed[] }

async function listOf (part: DocumentName): Promise<List> {
  const operations = operationsOf(await openApiDocument(part)).map(({ method, path, operation }) => {
    const { operationId = '', summary = '', 'x-fidelity': fidelity } = operation
    return { method, path, operation: operationId, summary, ...(fidelity === undefined ? {} : { fidelity }) }
  })
  return { part, operations }
}

function inWords ({ part, operations }: List, colour: boolean): string {
  const rows = operations.map(({ method, path, operation, fidelity = '' }) => [method, path, operation, fidelity])
  return `${paint(colour, 'bold', part)}\n${columns(rows, '  ')}`
}

/** Lists what a twin of this version answers, with how well each operation is known. Needs no running twin. */
export const routes: CommandRun = async ({ rest: [part], json }, { out, colour }) => {
  const parts = part === undefined ? documentNames : documentNames.filter((name) => name === part)
  if (parts.length === 0) throw new Invalid(`"${part}" is not one of ${documentNames.join(', ')}`)
  const lists = await Promise.all(parts.map(listOf))
  out(json ? `${JSON.stringify(lists)}\n` : lists.map((list) => inWords(list, colour)).join('\n'))
  return 0
}
