import { NotFound } from '../../kernel/errors.js'
import type { StoreApp } from '../../facts/app-store.js'
import type { World } from '../../worlds/world.js'
import type { Order } from '../json-api/page.js'
import type { Query } from '../json-api/parameters.js'
import { appStoreState, stateOf } from '../resources/app-store-version.js'
import { appVersionsOf } from './visible.js'

/** The app of that id. @throws NotFound */
export function findApp (world: World, id: string): StoreApp {
  const app = world.facts.apps.get(id)
  if (app === undefined) throw new NotFound('apps', id)
  return app
}

/** Newest first; what clients may sort by instead. */
export const appOrder: Order<StoreApp> = { position: (app) => [app.created, app.id], descending: [true, false] }
export const appSorts: Record<string, (app: StoreApp) => string> = { name: (app) => app.name, bundleId: (app) => app.bundleId, sku: (app) => app.sku }

/** The apps that pass every filter; a list of values means any of them. An id that does not exist passes nothing. */
export function filterApps (world: World, { filters, exists }: Query, at: number): readonly StoreApp[] {
  const all = world.facts.apps.in('all', '')
  if (filters.size === 0 && exists.size === 0) return all
  const hasVersion = (app: StoreApp, test: (state: ReturnType<typeof stateOf>, id: string, platform: string) => boolean): boolean =>
    appVersionsOf(world, app.id, at).some((version) => test(stateOf(world, version, at), version.id, version.platform))
  const tests: Record<string, (app: StoreApp, values: readonly string[]) => boolean> = {
    name: (app, values) => values.includes(app.name),
    bundleId: (app, values) => values.includes(app.bundleId),
    sku: (app, values) => values.includes(app.sku),
    id: (app, values) => values.includes(app.id),
    appStoreVersions: (app, values) => hasVersion(app, (_state, id) => values.includes(id)),
    'appStoreVersions.appStoreState': (app, values) => hasVersion(app, (state) => values.includes(appStoreState(state))),
    'appStoreVersions.appVersionState': (app, values) => hasVersion(app, (state) => values.includes(state)),
    'appStoreVersions.platform': (app, values) => hasVersion(app, (_state, _id, platform) => values.includes(platform))
    // No app here has submissions of its own: those filters pass nothing.
  }
  return all.filter((app) => [...filters].every(([name, values]) => tests[name]?.(app, values) ?? false) && [...exists.values()].every((wanted) => !wanted))
}
