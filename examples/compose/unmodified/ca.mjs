// Writes what an address answers to a file.
import { writeFile } from 'node:fs/promises'

const [url, file] = process.argv.slice(2)
const reply = await fetch(url)
if (!reply.ok) throw new Error(`${url} answered ${reply.status}`)
await writeFile(file, await reply.text())
