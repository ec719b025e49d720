/** A world file without all that something is wrong with. */
import { isJsonObject } from '../../kernel/json.js'
import type { Path } from '../../kernel/json-text.js'
import { isWebUrl } from '../../facts/visits.js'
import type { WorldFile } from '../files/world-file.schema.js'
import { withoutPaths } from './loose.js'
import type { Problem } from './problem.js'

export interface SoundRest {
  readonly file: WorldFile
  /** The file as it is. */
  readonly value: WorldFile
  /** Where each job of the rest stands in the list of the file. */
  readonly jobs: readonly number[]
}

/** What is left; undefined if nothing is that could be grown. */
export function soundRest (value: unknown, problems: readonly Problem[]): SoundRest | undefined {
  const faults = problems.filter(({ severity }) => severity === 'fault')
  if (!isJsonObject(value)) return undefined
  const left = withoutPaths(value, faults.map(({ path }) => wholeOf(path)))
  if (!isJsonObject(left)) return undefined
  // Nothing is wrong with what is left, so it is a world file, but for lists with holes.
  const { sauce, releases, cadences, pages, ...others } = left as Partial<WorldFile>
  const { suites = [], jobs = [], builds = [], ...ofSauce } = sauce ?? {}
  const isWhole = ({ pages: visits = [] }: { pages?: string[] }): boolean =>
    visits.every((visit) => isWebUrl(visit) || Object.hasOwn(pages ?? {}, visit))
  const kept = jobs.flatMap((job, index) => isWhole(job) ? [{ job, index }] : [])
  const file: WorldFile = {
    ...others,
    name: others.name ?? 'x',
    ...(releases === undefined ? {} : { releases: dense(releases) }),
    ...(cadences === undefined ? {} : { cadences: dense(cadences) }),
    ...(pages === undefined ? {} : { pages }),
    sauce: { ...ofSauce, suites: suites.filter(isWhole), jobs: kept.map(({ job }) => job), builds: dense(builds) }
  }
  return { file, value: value as WorldFile, jobs: kept.map(({ index }) => index) }
}

const dense = <T>(list: readonly T[]): T[] => list.filter(() => true)

/** What goes with a fault: the item of a list that others do without, else the whole section. */
function wholeOf (path: Path): Path {
  const [section, part] = path
  if (section === 'sauce') return path.slice(0, part === 'suites' || part === 'jobs' || part === 'builds' ? 3 : 2)
  const isListed = section === 'releases' || section === 'cadences' || section === 'pages'
  return path.slice(0, isListed ? 2 : 1)
}
