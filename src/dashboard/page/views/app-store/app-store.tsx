import type { XcodeMetrics } from '../../../../app-store-connect/metrics/metrics.schema.js'
import type { JSX } from 'preact'
import { goTo, linkTo } from '../../route.js'
import { Shown } from '../../ui/loading.js'
import { appStore, ask, look } from '../../wire/ask.js'
import { useLoaded } from '../../wire/loaded.js'
import { Report } from './app.js'
import { changedBy } from './changed-by.js'
import { releasesFelt } from './releases.js'
import { buildsOf, type Apps, type Versions } from './wire.js'

interface Viewed { readonly path: readonly string[], readonly query: Readonly<Record<string, string>> }

const appFields = { 'fields[apps]': 'name,bundleId', limit: 200 }

/** The customers' numbers of an app, as App Store Connect reports them. */
export function AppStore ({ path, query }: Viewed): JSX.Element {
  const [id] = path
  const apps = useLoaded('apps', () => look<Apps>(appStore, 'v1/apps', appFields), { changedBy })
  return (
    <div class='stack'>
      <div class='row'>
        <h1>App Store</h1>
        <Shown of={apps}>
          {({ data }) => id === undefined ? <AppList apps={data} /> : <AppMenu apps={data} id={id} />}
        </Shown>
      </div>
      {id !== undefined && <App id={id} query={query} />}
    </div>
  )
}

const AppList = ({ apps }: { apps: Apps['data'] }): JSX.Element => (
  <ul>
    {apps.map(({ id, attributes: { name, bundleId } }) => (
      <li key={id}><a href={linkTo(['app-store', id])}>{name}</a> <span class='muted'>{bundleId}</span></li>
    ))}
    {apps.length === 0 && <li>This world has no apps.</li>}
  </ul>
)

const AppMenu = ({ apps, id }: { apps: Apps['data'], id: string }): JSX.Element => (
  <label class='row'>
    <span class='visually-hidden'>App</span>
    <select value={id} onChange={({ currentTarget }) => { goTo(['app-store', currentTarget.value]) }}>
      {apps.map((app) => <option key={app.id} value={app.id}>{app.attributes.name}</option>)}
    </select>
  </label>
)

const versionFields = {
  include: 'build',
  'fields[appStoreVersions]': 'versionString,build',
  'fields[builds]': 'version',
  limit: 200
}

function App ({ id, query }: { id: string, query: Viewed['query'] }): JSX.Element {
  const report = useLoaded(`report ${id}`, () =>
    look<XcodeMetrics>(appStore, `v1/apps/${id}/perfPowerMetrics`), { changedBy })
  const versions = useLoaded(`versions ${id}`, () =>
    look<Versions>(appStore, `v1/apps/${id}/appStoreVersions`, versionFields), { changedBy })
  const truth = useLoaded('truth', () => ask<'truth'>('GET', 'truth'), { changedBy })
  const releases = truth.value === undefined ? [] : releasesFelt(truth.value, id)
  const builds = versions.value === undefined ? undefined : buildsOf(versions.value)
  return (
    <Shown of={report}>
      {(answer) => <Report id={id} report={answer} builds={builds} releases={releases} query={query} />}
    </Shown>
  )
}
