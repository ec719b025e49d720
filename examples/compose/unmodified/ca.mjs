// Writes what an address answers to a file, and stays.
import { once } from 'node:events'
import { rename, writeFile } from 'node:fs/promises'

const [url, file] = process.argv.slice(2)
const reply = await fetch(url)
if (!reply.ok) throw new Error(`${url} answered ${reply.status}`)
await writeFile(`${file}.part`, await reply.text())
await rename(`${file}.part`, file)

const staying = setInterval(() => {}, 60_000)
await once(process, 'SIGTERM')
clearInterval(staying)
