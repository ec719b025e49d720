/** Who names a release train names one that there is. */
import { defaultTrain } from '../../facts/visits.js'
import type { Path } from '../../kernel/json-text.js'
import type { LooseWorldFile } from './loose.js'
import { choice, meant } from './meant.js'
import { once, type Findings } from './problem.js'

export function checkTrains (find: Findings, file: LooseWorldFile): void {
  const { releases = [], cadences = [], sauce = {}, appStore = {} } = file
  const released = new Set<string>()
  const reached = new Set<string>()
  for (const list of [releases, cadences]) {
    list.forEach(({ train, reaches = [] }) => {
      if (train !== undefined) released.add(train)
      reaches.forEach((other) => { reached.add(other) })
    })
  }
  const followed = new Set([defaultTrain])
  const named = new Set([defaultTrain, ...released])
  const checkFollower = (path: Path, train: string | undefined, known: ReadonlySet<string>): void => {
    if (train === undefined) return
    followed.add(train)
    const near = known.has(train) && !named.has(train) ? meant(train, [...named]) : undefined
    if (near !== undefined) {
      find.warning(path, `the train "${train}" is reached by releases and has none`, `did you mean "${near}"?`)
    }
    if (known.has(train)) return
    const cure = choice(train, [...known], 'trains are', 'add a release of that train to "releases"')
    find.fault(path, `there is no release train "${train}"`, cure)
  }
  const forPages = new Set([...named, ...reached])
  sauce.suites?.forEach(({ train }, index) => { checkFollower(['sauce', 'suites', index, 'train'], train, forPages) })
  sauce.jobs?.forEach(({ train }, index) => { checkFollower(['sauce', 'jobs', index, 'train'], train, forPages) })
  // An app ships the versions of its own train.
  appStore.apps?.forEach(({ train }, index) => { checkFollower(['appStore', 'apps', index, 'train'], train, released) })
  checkReaches(find, file, new Set([...released, ...followed]))
  const versions = releases.map(({ train, version }) => [train, version])
  once(find, versions, ['releases'], 'version', 'release of that train')
}

function checkReaches (find: Findings, file: LooseWorldFile, known: ReadonlySet<string>): void {
  for (const list of ['releases', 'cadences'] as const) {
    file[list]?.forEach(({ train, version, reaches = [] }, index) => {
      reaches.forEach((other, place) => {
        if (known.has(other)) return
        const cure = choice(other, [...known], 'trains are', 'name a train of a release')
        // What is no text is told of where it stands.
        const release = ['release', train, version].filter((part) => part !== undefined).join(' ')
        const message = `${release} reaches "${other}", which is no train`
        find.fault([list, index, 'reaches', place], message, cure)
      })
    })
  }
}
