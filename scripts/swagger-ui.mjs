// Copies what the documentation page needs of Swagger UI into dist/swagger-ui: whoever installs perftwin installs no web
// framework's static file server for five files. They come from @fastify/swagger-ui, a development dependency, which
// carries them built.
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const files = ['swagger-ui.css', 'index.css', 'swagger-ui-bundle.js', 'swagger-ui-standalone-preset.js', 'favicon-32x32.png']
const folder = new URL('../dist/swagger-ui/', import.meta.url)
const source = dirname(createRequire(import.meta.url).resolve('@fastify/swagger-ui'))

await mkdir(folder, { recursive: true })
for (const file of files) await copyFile(join(source, 'static', file), new URL(file, folder))

// The licence asks for it to be told.
const { devDependencies } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8'))
await writeFile(new URL('NOTICE', folder), `swagger-ui ${devDependencies['swagger-ui-dist']}
Copyright SmartBear Software Inc.
Licensed under the Apache License, Version 2.0, of which there is a copy in the file LICENSE of this package.
`)
