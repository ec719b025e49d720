import type { JSX } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { route } from '../route.js'
import { StoryBar } from '../story/bar.js'
import { Announcer } from '../ui/announcer.js'
import { Refused } from '../ui/loading.js'
import { views } from '../views/table.js'
import { isHeard } from '../wire/live.js'
import { useLoaded } from '../wire/loaded.js'
import { awaiting } from '../wire/ready.js'
import { loggedOut } from '../wire/session.js'
import { askInfo, gone, info, leaving } from '../wire/world.js'
import { Gone } from './gone.js'
import { Header } from './header.js'
import { Login } from './login.js'

/** The view at the address. A view that is left is gone with all that it knew. */
function Viewed (): JSX.Element {
  const { path, query } = route.value
  const view = views.find(({ name }) => name === (path[0] ?? ''))
  const main = useRef<HTMLElement>(null)
  const address = path.join('/')
  const place = view?.isOne === true ? view.name : address
  const isFirst = useRef(true)
  // Drawn without asking for anything is drawn, too.
  useLayoutEffect(() => awaiting()(), [address])
  useEffect(() => {
    document.title = `${view?.title ?? 'Not found'} · perftwin`
    // Whoever came by a link reads on where the view begins; the first view is where the page begins.
    if (!isFirst.current) main.current?.focus()
    isFirst.current = false
  }, [place])
  return (
    <main id='main' ref={main} tabIndex={-1}>
      {view === undefined
        ? <p class='notice'>There is no view “{path[0]}”.</p>
        : <view.component key={place} path={path.slice(1)} query={query} />}
    </main>
  )
}

export function App (): JSX.Element {
  const world = useLoaded('info', askInfo)
  if (leaving.value) return <main><p class='muted' aria-busy='true'>This world goes …</p></main>
  if (loggedOut.value) return <main><Login /></main>
  if (gone.value !== undefined) return <Gone what={gone.value} />
  return (
    <>
      <a
        class='skip'
        href='#main'
        onClick={(event) => {
          event.preventDefault()
          document.getElementById('main')?.focus()
        }}
      >
        Skip to the content
      </a>
      <Header />
      {!isHeard.value && <p class='unheard' role='status'>The twin is not heard: what is shown may be old.</p>}
      {info.value === undefined
        ? <main>{world.refusal !== undefined && <Refused refusal={world.refusal} />}</main>
        : <Viewed />}
      {info.value !== undefined && <StoryBar />}
      <Announcer />
    </>
  )
}
