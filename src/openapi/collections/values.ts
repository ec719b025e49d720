import { isJsonObject } from '../../kernel/json.js'
import type { CollectionValues } from './request.js'

/** Asks a twin: the parsed answer, undefined where there is none. */
export type Ask = (path: string) => Promise<unknown>

/** Whom the requests are made as. */
interface Account { readonly username: string, readonly accessKey: string }

type Step = string | number

/** What is in an answer, by the path to it. */
function at (value: unknown, ...path: Step[]): unknown {
  let found = value
  for (const step of path) found = isJsonObject(found) || Array.isArray(found) ? Reflect.get(found, step) : undefined
  return found
}

/** An id as text; nothing where there is none. */
export const textAt = (value: unknown, ...path: Step[]): string => String(at(value, ...path) ?? '')

const listAt = (value: unknown, ...path: Step[]): readonly unknown[] => {
  const found = at(value, ...path)
  return Array.isArray(found) ? found : []
}

/**
 * What the variables of a collection are in a world: an account, and ids of what is there and belongs together. Nothing
 * stands for what is not there.
 */
export async function valuesOf (
  ask: Ask, baseUrl: string, { username, accessKey }: Account
): Promise<CollectionValues> {
  return {
    baseUrl,
    username,
    accessKey,
    token: 'perftwin',
    controlToken: 'perftwin',
    ...await jobValues(ask, username),
    ...await accountValues(ask),
    ...await storageValues(ask),
    jsTestId: '',
    // No world has any.
    serviceAccountId: 'none',
    tunnelId: 'none',
    ...await appValues(ask),
    worldName: 'checkout',
    snapshotName: 'before-checkout',
    faultId: 'slow-metrics',
    webhookId: 'hook-1'
  }
}

/** A job with performance data, its page load and its build. */
async function jobValues (ask: Ask, username: string): Promise<CollectionValues> {
  const loads = listAt(await ask('/v2/performance/metrics?limit=100'), 'items')
  const own = loads.filter((load) => textAt(load, 'job_owner') === username && at(load, 'order_index') === 0)
  for (const load of own) {
    const jobId = textAt(load, 'job_id')
    const build = await ask(`/v2/builds/vdc/jobs/${jobId}/build`)
    if (textAt(build, 'id') === '') continue
    const buildName = encodeURIComponent(textAt(build, 'name'))
    return { jobId, loaderId: textAt(load, 'loader_id'), buildId: textAt(build, 'id'), buildName }
  }
  return { jobId: '', loaderId: '', buildId: '', buildName: '' }
}

async function accountValues (ask: Ask): Promise<CollectionValues> {
  const user = await ask('/team-management/v1/users/me')
  return { userId: textAt(user, 'id'), teamId: textAt(user, 'teams', 0, 'id') }
}

async function storageValues (ask: Ask): Promise<CollectionValues> {
  const files = await ask('/v1/storage/files?per_page=1')
  return { fileId: textAt(files, 'items', 0, 'id'), groupId: textAt(files, 'items', 0, 'group_id') }
}

/** A build that was sold and that devices reported of, its app, its versions and one of the reports. */
async function appValues (ask: Ask): Promise<CollectionValues> {
  for (const { id: appBuildId, signature } of await reportedBuilds(ask)) {
    const idOf = async (relation: string): Promise<string> =>
      textAt(await ask(`/v1/builds/${appBuildId}/${relation}`), 'data', 'id')
    const appStoreVersionId = await idOf('appStoreVersion')
    if (appStoreVersionId === '') continue
    const preReleaseVersionId = await idOf('preReleaseVersion')
    const known = { appStoreVersionId, preReleaseVersionId, diagnosticSignatureId: signature }
    return { appId: await idOf('app'), appBuildId, ...known }
  }
  const none = { preReleaseVersionId: '', appStoreVersionId: '', diagnosticSignatureId: '' }
  return { appId: '', appBuildId: '', ...none }
}

/** Builds that devices reported of, newest first; not all of them, they are looked at one by one. */
async function reportedBuilds (ask: Ask): Promise<Array<{ id: string, signature: string }>> {
  const found: Array<{ id: string, signature: string }> = []
  for (const build of listAt(await ask('/v1/builds?limit=50'), 'data')) {
    const id = textAt(build, 'id')
    const signature = textAt(await ask(`/v1/builds/${id}/diagnosticSignatures?limit=1`), 'data', 0, 'id')
    if (signature !== '') found.push({ id, signature })
    if (found.length === 3) break
  }
  return found
}
