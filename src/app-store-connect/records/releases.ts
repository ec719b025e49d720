import { submittedAt, versionStateAt, type AppBuild, type AppVersion } from '../../facts/app-store.js'
import type { Moment } from './moment.js'
import type { appStoreStates } from './states.js'

type State = ReturnType<typeof versionStateAt>

/** When the app's next version came out, if one did. */
function successorOf ({ appId, released }: AppVersion, { world }: Moment): number | undefined {
  if (released === null) return undefined
  let next: number | undefined
  for (const other of world.facts.appVersions.in('app', appId)) {
    if (other.released === null || other.released <= released) continue
    if (next === undefined || other.released < next) next = other.released
  }
  return next
}

/** The state of a version by the newer of its two attributes. */
export const stateOf = (version: AppVersion, moment: Moment): State =>
  versionStateAt(version, successorOf(version, moment), moment.at)

/** The older attribute's word for the same state. */
export const appStoreState = (state: State): typeof appStoreStates[number] =>
  state === 'READY_FOR_DISTRIBUTION' ? 'READY_FOR_SALE' : state

const isSubmitted = (version: AppVersion, { at }: Moment): boolean => at >= (submittedAt(version) ?? Infinity)

/** The build a version ships, from its submission on. */
export function buildOf (version: AppVersion, moment: Moment): AppBuild | undefined {
  const { buildId } = version
  return buildId !== null && isSubmitted(version, moment) ? moment.world.facts.appBuilds.get(buildId) : undefined
}

/** The App Store version that a build is meant for, attached or not. */
export const plannedVersion = ({ appStoreVersionId }: AppBuild, { world }: Moment): AppVersion | undefined =>
  appStoreVersionId === null ? undefined : world.facts.appVersions.get(appStoreVersionId)

/** The App Store version a build is attached to by now: that happens when the version is submitted. */
export function attachedVersion (build: AppBuild, moment: Moment): AppVersion | undefined {
  const version = plannedVersion(build, moment)
  return version !== undefined && isSubmitted(version, moment) ? version : undefined
}
