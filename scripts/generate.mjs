// npm run generate: writes openapi/*.json, fixtures/worlds/world.schema.json and docs/fidelity.md from the code.
import { exportFiles } from '../dist/openapi/export.js'

await exportFiles()
