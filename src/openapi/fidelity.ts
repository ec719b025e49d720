import { documentNames, vendors } from '../vendors.js'
import { commands } from '../webdriver/commands.js'
import { openApiDocument } from './documents.js'
import { operationsOf, type Operation } from './operations.js'

const head = `# Fidelity

How well each operation's behaviour is known. This table is generated from the routes (\`npm run generate\`), \
so it lists
exactly what is served.

| word | means |
|---|---|
| documented | the vendor's documents or published API descriptions say it |
| observed | recorded from the real service, or required by a client that works against it |
| inferred | concluded from samples, from mathematics, or from several clients' expectations |
| invented | nothing public says it; perftwin chose |

What perftwin does not serve below a vendor's paths answers in the vendor's own shape, with the header
\`x-perftwin-not-emulated: true\`: a path that is not served is not found, and a method that the vendor has and perftwin
has not is not allowed.
`

const columns = `| operation | what | known as | notes |
|---|---|---|---|
`

function rowOf (method: string, path: string, operation: Operation): string {
  const { operationId = '', summary = operationId, 'x-note': note = '', 'x-fidelity': fidelity = '' } = operation
  return `| ${method} \`${path}\` | ${summary} | ${fidelity} | ${note} |\n`
}

/** docs/fidelity.md: a row for every operation of the vendors. */
export async function fidelityTable (): Promise<string> {
  let text = head
  for (const name of documentNames) {
    if (name === 'control') continue
    const operations = operationsOf(await openApiDocument(name))
    const rows = operations.map(({ method, path, operation }) => rowOf(method, path, operation))
    text += `\n## ${vendors[name].title}\n\n${columns}${rows.join('')}`
  }
  return `${text}${driverCommands()}`
}

/** What is said of WebDriver: its commands have no routes of their own, nor a document. */
const ofCommands = `
## WebDriver's commands, at /wd/hub and below the root

No browser runs: documents, their layout and what is done on them are simulated. No page is fetched from anywhere, so
what a page contains is what the world file says, or made up from its address. A runner that puts a script of its own
into a page and waits until that calls its server (karma, testcafe) waits forever. Neither BiDi nor the DevTools
protocol is offered. Scripts run in an engine of their own, with bounded memory and time, on the simulated document.

`

function driverCommands (): string {
  const rows = commands.map(({ method, path, name, fidelity, note = '' }) =>
    `| ${method} \`/wd/hub${path}\` | ${name} | ${fidelity} | ${note} |\n`)
  return `${ofCommands}${columns}${rows.join('')}`
}
