import { documentNames, vendors } from '../vendors.js'
import { openApiDocument } from './documents.js'

interface Operation { operationId?: string, summary?: string, description?: string, 'x-fidelity'?: string }
type Paths = Record<string, Record<string, Operation>>

const head = `# Fidelity

How well each operation's behaviour is known. This table is generated from the routes (\`npm run generate\`), so it lists
exactly what is served.

| word | means |
|---|---|
| documented | the vendor's documents or published API descriptions say it |
| observed | recorded from the real service, or required by a client that works against it |
| inferred | concluded from samples, from mathematics, or from several clients' expectations |
| invented | nothing public says it; perftwin chose |

What perftwin does not serve below a vendor's paths answers in the vendor's own shape of "not found", with the header
\`x-perftwin-not-emulated: true\`.
`

/** docs/fidelity.md: a row for every operation of the vendors. */
export async function fidelityTable (): Promise<string> {
  const parts = [head]
  for (const name of documentNames) {
    if (name === 'control') continue
    const { paths } = await openApiDocument(name) as { paths: Paths }
    const rows = Object.entries(paths).flatMap(([path, operations]) => Object.entries(operations).map(([method, operation]) =>
      `| ${method.toUpperCase()} \`${path}\` | ${operation.summary ?? operation.operationId ?? ''} | ${operation['x-fidelity'] ?? ''} | ${operation.description ?? ''} |`))
    parts.push(`\n## ${vendors[name].title}\n\n| operation | what | known as | notes |\n|---|---|---|---|\n${rows.join('\n')}\n`)
  }
  return parts.join('')
}
