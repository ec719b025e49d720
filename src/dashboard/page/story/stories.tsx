import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { openStory } from './begin.js'
import { knownStories } from './known.js'

/** No story is larger, bytes. */
const largest = 1_000_000

/** The tours of this world: those that come with the dashboard, and one of somebody's own. */
export function Stories (): JSX.Element {
  const [problem, setProblem] = useState<string | undefined>(undefined)
  const open = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return
    setProblem(undefined)
    try {
      if (file.size > largest) throw new Error(`${file.name} is larger than a story may be, 1 MB.`)
      openStory(await file.text())
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    }
  }
  return (
    <section class='panel' data-part='stories'>
      <h2>Stories</h2>
      <p class='muted'>Told by arrow keys in a world of their own.</p>
      <ul class='accounts'>
        {knownStories.map(({ name, title }) => <li key={name}><a href={`?story=${name}`}>{title}</a></li>)}
      </ul>
      <label class='story-file'>
        A story file of your own
        <input
          type='file'
          accept='.json,application/json'
          onChange={({ currentTarget }) => { void open(currentTarget.files?.[0]) }}
        />
      </label>
      {problem !== undefined && <p class='notice story-problem' role='alert'>{problem}</p>}
    </section>
  )
}
