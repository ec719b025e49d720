import type { JSX } from 'preact'
import { worldName } from '../wire/live.js'
import { dashboardOf } from '../wire/roots.js'

const sentences = {
  deleted: `The world “${worldName}” was deleted.`,
  evicted: `The world “${worldName}” had to make room for others.`,
  missing: `There is no world “${worldName}”.`
} as const

/** The world that was shown is not there: to look at it would make it anew. */
export const Gone = ({ what }: { what: keyof typeof sentences }): JSX.Element => (
  <main class='stack'>
    <p class='notice' role='alert' data-part='gone'>
      {sentences[what]} Once a client makes it again, it is shown here.
    </p>
    <p><a href={`${dashboardOf('default')}#/worlds`}>All worlds</a></p>
  </main>
)
