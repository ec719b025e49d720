/** Who is who in the trace: processes, threads, and the page's frame. */
import type { Timeline } from '../../lab/timeline.js'
import { browser, compositor, instant, mark, renderer, type Clock, type TraceEvent } from './event.js'

const named = (what: 'process_name' | 'thread_name', thread: { pid: number, tid: number }, name: string): TraceEvent =>
  ({ name: what, cat: '__metadata', ph: 'M', ...thread, ts: 0, args: { name } })

/** Tracing starts shortly before the navigation. */
const lead = 2

/** Everything up to navigation start, which is what Lighthouse and DevTools find the page by. */
export function metadataEvents ({ url, ids, visual, conditions }: Timeline, clock: Clock): TraceEvent[] {
  const { frameId: frame, loaderId } = ids
  const { viewport } = visual
  const flags = { isInPrimaryMainFrame: true, isOutermostMainFrame: true }
  const blank = { frame, name: '', processId: renderer.pid, url: 'about:blank', ...flags }
  const committed = { frame, name: '', processId: renderer.pid, url, ...flags }
  const { width, height } = viewport
  return [
    named('process_name', browser, 'Browser'),
    named('process_name', renderer, 'Renderer'),
    named('thread_name', browser, 'CrBrowserMain'),
    named('thread_name', renderer, 'CrRendererMain'),
    named('thread_name', compositor, 'Compositor'),
    instant('TracingStartedInBrowser', 'disabled-by-default-devtools.timeline', clock(-lead), {
      data: { frameTreeNodeId: 1, persistentIds: true, frames: [blank] }
    }, browser),
    mark('navigationStart', clock(0), {
      frame,
      data: {
        documentLoaderURL: url,
        isLoadingMainFrame: true,
        isOutermostMainFrame: true,
        navigationId: loaderId
      }
    }),
    instant('FrameCommittedInBrowser', 'disabled-by-default-devtools.timeline', clock(0), { data: committed }, browser),
    instant('PaintTimingVisualizer::Viewport', 'loading', clock(0), {
      data: {
        viewport_rect: [0, 0, width, 0, width, height, 0, height],
        dpr: conditions.device.deviceScaleFactor
      }
    })
  ]
}
