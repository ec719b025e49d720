import { computed, signal } from '@preact/signals'

/** Every state of the page is an address: `#/job/4f…?load=1`. */
const hash = signal(location.hash)

/** Takes notice of an address that was changed without a word. */
export const readAddress = (): void => { hash.value = location.hash }

addEventListener('hashchange', readAddress)

interface Route {
  /** The parts of the path: `['job', '4f…']`; empty for the overview. */
  readonly path: readonly string[]
  readonly query: Readonly<Record<string, string>>
}

function routeOf (text: string): Route {
  const [path = '', query = ''] = text.replace(/^#\/?/, '').split('?')
  return {
    path: path.split('/').filter((part) => part !== '').map(decodeURIComponent),
    query: Object.fromEntries(new URLSearchParams(query))
  }
}

export const route = computed(() => routeOf(hash.value))

type Values = Readonly<Record<string, string | number | undefined>>

/** The address of a view: `linkTo(['job', id], { load: 1 })`. */
export function linkTo (path: readonly string[], query: Values = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
  return `#/${path.map(encodeURIComponent).join('/')}${search === '' ? '' : `?${search}`}`
}

export const goTo = (path: readonly string[], query: Values = {}): void => { location.hash = linkTo(path, query) }

/** Changes the query of this view, as no step of the history. */
export function setQuery (values: Values): void {
  const { path, query } = route.value
  history.replaceState(history.state, '', linkTo(path, { ...query, ...values }))
  hash.value = location.hash
}
