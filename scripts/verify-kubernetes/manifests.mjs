// Validates Kubernetes manifests by the schemas of the API, and writes them as a program, for TypeScript to find fields that
// there are none of: node manifests.mjs FILE …
import { readFileSync, writeFileSync } from 'node:fs'
import * as core from 'kubernetes-models/v1'
import * as apps from 'kubernetes-models/apps/v1'
import { parseAllDocuments } from 'yaml'

const versions = { v1: core, 'apps/v1': apps }
const program = []
for (const file of process.argv.slice(2)) {
  for (const document of parseAllDocuments(readFileSync(file, 'utf8'))) {
    const object = document.toJS()
    const { apiVersion, kind, metadata } = object
    new versions[apiVersion][kind](object).validate()
    const name = `object${program.length}`
    program.push(`export const ${name}: import('kubernetes-models/${apiVersion}').I${kind} = ${JSON.stringify(object)}`)
    console.log(`${kind} ${metadata.name}`)
  }
}
writeFileSync('manifests.mts', `${program.join('\n')}\n`)
