/**
 * What in a load waited for what, as Lighthouse 6.3 reads it from a trace: a request waits for what asked for it, a
 * task for the document and for the script it runs.
 */
import { mainDocument } from '../../../lab/main-document.js'
import type { MainThreadTask, NetworkRequest, TaskChild, Timeline } from '../../../lab/timeline.js'
import { micro } from '../../../lab/precision.js'
import { GraphNode, type Fetch, type Task } from './node.js'
import { grouped } from '../computed/grouped.js'

type FetchNode = GraphNode<Fetch>
type TaskNode = GraphNode<Task>

/** Videos are so large that they would hide everything else. */
const isIgnored = ({ mimeType, failed }: NetworkRequest): boolean => !failed && mimeType.startsWith('video')

/** A task may begin to run a script that is still arriving, ms. */
const streaming = 100
/** Shorter tasks are left out where they connect little, ms. */
const significant = 10

/** The root: the document's request. */
export function dependencyGraph ({ requests, tasks }: Timeline): FetchNode {
  const document = mainDocument(requests)
  const fetches = requests.filter((request) => !isIgnored(request)).map((request, index): FetchNode =>
    new GraphNode(index, { kind: 'fetch', request, main: request === document }, request.start, request.end))
  const root = mainDocument(fetches)
  const byUrl = grouped(fetches, ({ work }) => work.request.url)
  for (const node of fetches) linkFetch(node, root, byUrl)
  linkTasks(tasks, fetches, root, byUrl)
  return root
}

type ByUrl = ReadonlyMap<string, readonly FetchNode[]>

function linkFetch (node: FetchNode, root: FetchNode, byUrl: ByUrl): void {
  if (node === root) return
  const candidates = byUrl.get(node.work.request.initiator.url ?? '') ?? []
  const [asker] = candidates
  const known = asker !== undefined && candidates.length === 1
  if (known && asker.start <= node.start && !asker.waitsSomehowFor(node)) node.waitsFor(asker)
  else if (!root.waitsSomehowFor(node)) node.waitsFor(root)
  if (node.dependencies.length === 0) node.waitsFor(root)
}

function linkTasks (
  tasks: readonly MainThreadTask[], fetches: readonly FetchNode[], root: FetchNode, byUrl: ByUrl
): void {
  let next = 0
  const nodes = tasks.filter(({ duration }) => duration > 0).map((task, index): TaskNode => {
    const { start, duration, children } = task
    const end = micro(start + duration)
    const node = new GraphNode(fetches.length + index, taskOf(task), start, end)
    for (const child of children) linkChild(node, child, root, byUrl)
    // Requests that were sent in the meantime: XHRs wait for the task that sent them.
    for (let fetch = fetches[next]; fetch !== undefined && fetch.start < end; fetch = fetches[++next]) {
      if (fetch.start < start) continue
      if (root.start < start) node.waitsFor(root)
      if (fetch.work.request.type === 'XHR' && fetch.start > start) fetch.waitsFor(node)
    }
    if (node.dependencies.length === 0) node.waitsFor(root)
    return node
  })
  leaveOutShort(nodes)
}

const taskOf = ({ duration, children }: MainThreadTask): Task => ({
  kind: 'task',
  duration,
  names: new Set(children.map(({ name }) => name)),
  evaluates: children.flatMap(({ name, url }) => name === 'EvaluateScript' && url !== undefined ? [url] : [])
})

const scripted: ReadonlySet<string> = new Set(['EvaluateScript', 'FunctionCall', 'v8.compile'])

function linkChild (node: TaskNode, { name, url }: TaskChild, root: FetchNode, byUrl: ByUrl): void {
  if (scripted.has(name) && root.start < node.start) node.waitsFor(root)
  if (!scripted.has(name) && name !== 'ParseAuthorStyleSheet') return
  const source = url === undefined ? undefined : nearestBefore(node, byUrl.get(url) ?? [])
  if (source !== undefined) node.waitsFor(source)
}

/** The request for a task's file that ended last before it; none if one of them was sent later than the task began. */
function nearestBefore (task: TaskNode, candidates: readonly FetchNode[]): FetchNode | undefined {
  let nearest: FetchNode | undefined
  for (const candidate of candidates) {
    if (task.start <= candidate.start) return undefined
    if (task.start - candidate.end < -streaming) continue
    if (nearest === undefined || candidate.end > nearest.end) nearest = candidate
  }
  return nearest
}

const firsts = ['Layout', 'Paint', 'ParseHTML'] as const

/** The first layout, paint and parsing stay, however short. */
function leaveOutShort (nodes: readonly TaskNode[]): void {
  const awaited = new Set<string>(firsts)
  for (const node of nodes) {
    const first = firsts.filter((name) => awaited.has(name) && node.work.names.has(name))
    for (const name of first) awaited.delete(name)
    if (first.length > 0 || node.work.duration >= significant) continue
    if (node.dependencies.length === 1 || node.dependents.length <= 1) leaveOut(node)
  }
}

/** What waited for the node waits for what it waited for. */
function leaveOut (node: TaskNode): void {
  const dependencies = [...node.dependencies]
  const dependents = [...node.dependents]
  for (const dependency of dependencies) {
    node.waitsNoMoreFor(dependency)
    for (const dependent of dependents) dependent.waitsFor(dependency)
  }
  for (const dependent of dependents) dependent.waitsNoMoreFor(node)
}
