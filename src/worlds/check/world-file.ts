/** All that is wrong with a world file, found without growing it. */
import { deepestJson, isDeeper, isJsonObject } from '../../kernel/json.js'
import { checkSize } from '../files/size.js'
import { WorldFile } from '../files/world-file.schema.js'
import { checkAppStore } from './app-store.js'
import { checkCauses } from './causes.js'
import { Following } from './followers.js'
import { withoutPaths, type LooseWorldFile } from './loose.js'
import { checkMoments, frameOf } from './moments.js'
import { checkNames } from './names.js'
import { Findings, type Problem } from './problem.js'
import { checkPages } from './pages.js'
import { checkRuns } from './runs.js'
import { checkSchema } from './schema-check.js'
import { nodeOf } from './schema-node.js'
import { checkTrains } from './trains.js'

/** Faults and warnings, those of the schema first. */
export function worldFileProblems (value: unknown): Problem[] {
  const find = new Findings()
  if (isDeeper(value)) {
    find.fault([], `it is nested more than ${deepestJson} levels deep`, 'no world file needs that')
    return find.problems
  }
  checkSchema(find, nodeOf(WorldFile), value)
  if (!isJsonObject(value)) return find.problems
  const ofSchema = [...find.problems]
  const file = ofSchema.length === 0 ? value : withoutPaths(value, ofSchema.map(({ path }) => path))
  checkMeaning(find, file as LooseWorldFile, ofSchema)
  // How much grows is known where nothing is wrong.
  if (find.problems.every(({ severity }) => severity === 'warning')) {
    find.attempt([], () => { checkSize(value as WorldFile) }, 'let it grow less')
  }
  return find.problems
}

/** What the schema cannot say, of what it finds nothing wrong with. */
function checkMeaning (find: Findings, file: LooseWorldFile, ofSchema: readonly Problem[]): void {
  const frame = frameOf(file)
  checkNames(find, file)
  checkPages(find, file)
  checkTrains(find, file)
  checkMoments(find, file)
  checkRuns(find, file, frame)
  checkCauses(find, file, new Following(file, ofSchema), frame)
  checkAppStore(find, file)
}
