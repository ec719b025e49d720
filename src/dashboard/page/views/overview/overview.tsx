import type { JSX } from 'preact'
import { Stories } from '../../story/stories.js'
import { Accounts } from './accounts.js'
import { Builds } from './builds.js'
import { ClockPanel } from './clock-panel.js'
import { FaultChips } from './fault-chips.js'
import { Releases } from './releases.js'

/** What the world is, at a glance. */
export function Overview ({ query }: { query: Readonly<Record<string, string>> }): JSX.Element {
  return (
    <div class='stack overview'>
      <h1 class='visually-hidden'>Overview</h1>
      <ClockPanel />
      <FaultChips />
      <Releases chosen={query['release']} />
      <div class='overview-columns'>
        <Builds />
        <div class='stack'>
          <Accounts />
          <Stories />
        </div>
      </div>
    </div>
  )
}
