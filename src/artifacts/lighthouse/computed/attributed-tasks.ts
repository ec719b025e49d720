/** The main thread's work by whose it is, as Lighthouse 6.3 attributes it. */
import { micro } from '../../../lab/precision.js'
import type { MainThreadTask, TaskChild, TaskGroup, Timeline } from '../../../lab/timeline.js'

/** A task or a piece of work inside one. */
export interface AttributedWork {
  readonly group: TaskGroup
  /** ms, without the work inside. */
  readonly selfTime: number
  /** A script's URL if there is one; else the document's, or words for nobody. */
  readonly url: string
}

export interface AttributedTask extends AttributedWork {
  /** ms since the first task. */
  readonly start: number
  readonly duration: number
  readonly children: readonly AttributedWork[]
}

export const allWork = (tasks: readonly AttributedTask[]): AttributedWork[] =>
  tasks.flatMap((task) => [task, ...task.children])

/** URLs of a piece of work, those of its own file first: `page` is the frame's. */
function urlsOf ({ name, url }: TaskChild, page: string): readonly string[] {
  switch (name) {
    case 'v8.compile':
    case 'EvaluateScript':
    case 'FunctionCall':
    case 'ParseHTML':
      return url === undefined || url === page ? [page] : [url, page]
    case 'ParseAuthorStyleSheet': return url === undefined ? [] : [url]
    case 'UpdateLayoutTree':
    case 'Layout':
    case 'Paint':
      return [page]
    default: return []
  }
}

const collections: ReadonlySet<string> = new Set(['MinorGC', 'MajorGC'])

/** Who works, when `urls` had a part in it. */
function ownerOf (urls: readonly string[], scripts: ReadonlySet<string>, name: string): string {
  const owner = urls.find((url) => scripts.has(url)) ?? urls[0]
  if (owner !== undefined && owner !== 'about:blank') return owner
  return collections.has(name) ? 'Browser GC' : 'Unattributable'
}

/** What nobody asked for within a task is the work of those who asked for the rest. */
function attributed (
  { start, duration, children }: MainThreadTask, first: number, page: string, scripts: ReadonlySet<string>
): AttributedTask {
  const urls = children.map((child) => urlsOf(child, page))
  const all = [...new Set(urls.flat())]
  let rest = duration
  const work = children.map((child, index): AttributedWork => {
    rest -= child.duration
    const own = urls[index] ?? []
    const owner = ownerOf(own.length > 0 ? own : all, scripts, child.name)
    return { group: child.group, selfTime: child.duration, url: owner }
  })
  return {
    group: 'other',
    start: micro(start - first),
    duration,
    selfTime: micro(rest),
    url: ownerOf(all, scripts, 'RunTask'),
    children: work
  }
}

export function attributedTasks ({ url, tasks, requests }: Timeline): AttributedTask[] {
  const scripts = new Set(requests.filter(({ type }) => type === 'Script').map((request) => request.url))
  const first = tasks[0]?.start ?? 0
  return tasks.map((task) => attributed(task, first, url, scripts))
}
