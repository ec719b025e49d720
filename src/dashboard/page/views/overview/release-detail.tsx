import type { JSX } from 'preact'
import { linkTo } from '../../route.js'
import { Moment } from '../../ui/moment.js'
import { causeWords, nameOf } from './release-line.js'
import type { Release } from './releases-data.js'

type Series = Release['series'][number]

/** What a release changed, and where that is seen. */
export function ReleaseDetail ({ release, isAhead }: { release: Release, isAhead: boolean }): JSX.Element {
  const { at, causes, series, apps } = release
  return (
    <div class='release-detail' data-part='release'>
      <h3>{nameOf(release)}, {isAhead ? 'to come on' : 'out since'} <Moment at={at} /></h3>
      <p>{causes.length === 0 ? 'It changes nothing that is measured.' : causes.map(causeWords).join(', ')}</p>
      {series.length > 0 && (
        <ul class='felt'>
          {series.map((felt) => <Felt key={`${felt.owner} ${felt.name} ${felt.os} ${felt.orderIndex}`} felt={felt} />)}
        </ul>
      )}
      {apps.length > 0 && (
        <p class='row'>
          <span class='muted'>In the App Store</span>
          {apps.map(({ id, name }) => <a key={id} href={linkTo(['app-store', id])}>{name}</a>)}
        </p>
      )}
    </div>
  )
}

/** A test whose pages feel it: its last run before and its first one after. */
function Felt ({ felt: { name, page, orderIndex, before, after } }: { felt: Series }): JSX.Element {
  const title = `${name ?? 'a test without a name'}, ${page}`
  const load = orderIndex === 0 ? undefined : orderIndex
  const run = after ?? before
  return (
    <li class='row'>
      <span>{title}</span>
      {before !== null && after !== null && (
        <a href={linkTo(['compare', before, after], { load })}>
          before and after<span class='visually-hidden'> in {title}</span>
        </a>
      )}
      {run !== null && (
        <a href={linkTo(['series', run], { load })}>series<span class='visually-hidden'> of {title}</span></a>
      )}
    </li>
  )
}
