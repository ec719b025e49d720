import type { Answer } from '../../../../control/operations.js'

export type Truth = Answer<'truth'>

/** A release that changed an app's numbers from a version on. */
export interface FeltRelease {
  readonly train: string
  readonly release: string
  readonly at: string
  readonly causes: readonly string[]
  /** The first version of the app whose customers felt it. */
  readonly version: string
  /** The metrics of that version that were changed, as `LAUNCH.launchTime`. */
  readonly metrics: readonly string[]
}

type App = Truth['apps'][number]
type Release = Truth['releases'][number]

/** The train of an app: the one whose releases are its versions. */
function trainOf ({ versions }: App, releases: readonly Release[]): string | undefined {
  const isVersion = ({ version, at }: Release): boolean =>
    versions.some((each) => each.version === version && each.released === at)
  return releases.find(isVersion)?.train
}

/** Which releases, of its own train and of others, an app's customers felt from which version on, oldest first. */
export function releasesFelt (truth: Truth, appId: string): FeltRelease[] {
  const app = truth.apps.find(({ id }) => id === appId)
  const train = app === undefined ? undefined : trainOf(app, truth.releases)
  if (app === undefined || train === undefined) return []
  const reaches = (release: Release): boolean => release.train === train || release.reaches?.includes(train) === true
  const concerning = truth.releases.filter((release) => release.causes.length > 0 && reaches(release))
  let before = ''
  return app.versions.flatMap(({ version, released, changes }) => {
    const between = concerning.filter(({ at }) => at > before && at <= released)
    before = released
    const metrics = Object.keys(changes)
    if (metrics.length === 0) return []
    return between.map((release) => ({
      train: release.train,
      release: release.version,
      at: release.at,
      causes: release.causes.map(causeWords),
      version,
      metrics
    }))
  })
}

/** A cause as the world file words it: a text, or an object of its parts. */
export const causeWords = (cause: unknown): string => typeof cause === 'string' ? cause : JSON.stringify(cause)

/** `ios 6.1: cold launch +38 %, hangs ×2.4` */
export const releaseWords = ({ train, release, causes }: Pick<FeltRelease, 'train' | 'release' | 'causes'>): string =>
  `${train} ${release}${causes.length === 0 ? '' : `: ${causes.join(', ')}`}`
