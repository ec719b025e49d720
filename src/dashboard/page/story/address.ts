import { fillAddress, type Bindings } from './fill.js'
import { StoryRefused } from './refused.js'

export type RequestKind = 'control' | 'request'

/** What a story may ask of the control plane: it keeps to its own world. */
export const controls = [
  'clock', 'faults', 'jobs', 'journal', 'progress', 'quotas', 'reset', 'series', 'snapshots', 'pages'
]

/** What leads out of a world, below its root. */
const waysOut = ['_perftwin', 'w']

const examples: Readonly<Record<RequestKind, string>> = { control: 'faults', request: 'rest/v1/…' }

/**
 * Where a request of a story goes. It is judged as the server will read it: resolved and decoded, with its placeholders
 * filled in. `root` is that of the story's world, or of its control plane, and ends in a slash.
 * @throws StoryRefused for one that leaves its world
 */
export function addressOf (kind: RequestKind, path: string, bindings: Bindings, root: URL): URL {
  const filled = fillAddress(path, bindings)
  const url = resolved(filled, root)
  const segments = url === undefined ? undefined : segmentsBelow(root, url)
  if (url === undefined || segments === undefined) {
    throw new StoryRefused([`"path" begins below the world, without a slash: "${examples[kind]}".`])
  }
  const [first = ''] = segments
  if (kind === 'control' && !controls.includes(first)) {
    throw new StoryRefused([`a story asks for ${controls.join(', ')} alone.`])
  }
  if (kind === 'request' && waysOut.includes(first)) throw new StoryRefused(['"request" is for the emulated APIs.'])
  return url
}

/** Backslashes and control characters are read in another way than they look; blanks at the ends are cut off. */
function resolved (path: string, root: URL): URL | undefined {
  if (path !== path.trim() || /^\/|^\w+:|\\|\p{Cc}/u.test(path)) return undefined
  return URL.canParse(path, root) ? new URL(path, root) : undefined
}

/** The decoded path below a root; nothing if it is not below it, or if whoever decodes again may read another one. */
function segmentsBelow (root: URL, { origin, pathname }: URL): readonly string[] | undefined {
  if (origin !== root.origin || !pathname.startsWith(root.pathname)) return undefined
  const path = decoded(pathname.slice(root.pathname.length))
  if (path === undefined || /\\|\p{Cc}/u.test(path)) return undefined
  const segments = path.replace(/\/$/, '').split('/')
  return segments.some((each) => /^\.{0,2}$/.test(each) || /%[\da-f]{2}/i.test(each)) ? undefined : segments
}

function decoded (path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    return undefined
  }
}
