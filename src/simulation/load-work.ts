/** The main-thread work of typical moments, as Chrome's trace names it; ms at CPU rate 1. */
import type { Work } from './main-thread.js'
import type { PageModel } from './page-model.js'

/** Running a script of `ms` work: compiling, evaluating, and the garbage it leaves. */
export const scriptWork = (ms: number, url: string): Work[] => [
  ['v8.compile', 'scriptParseCompile', 0.06 * ms, url],
  ['EvaluateScript', 'scriptEvaluation', 0.92 * ms, url],
  ['RunMicrotasks', 'scriptEvaluation', 0.08 * ms, url],
  ...(ms > 4 ? [['MinorGC', 'garbageCollection', 0.05 * ms] as const] : [])
]

/** Styling, laying out and painting a share of the page. */
export const renderWork = (work: PageModel['work'], share: number): Work[] => [
  ['UpdateLayoutTree', 'styleLayout', work.styleLayout * share * 0.45],
  ['Layout', 'styleLayout', work.styleLayout * share * 0.55],
  ['UpdateLayerTree', 'paintCompositeRender', work.paint * share * 0.2],
  ['Paint', 'paintCompositeRender', work.paint * share * 0.5],
  ['CompositeLayers', 'paintCompositeRender', work.paint * share * 0.3]
]

/** Handling an answer: a share of the scripts' work, then the update it causes. */
export const answerWork = (work: PageModel['work'], answers: number, url: string): Work[] => [
  ['EventDispatch', 'scriptEvaluation', work.script * 0.08 / answers, url],
  ...renderWork(work, 0.15 / answers)
]

/** Parsing HTML and CSS, per 1000 decoded bytes. */
export const parseCost = { html: 0.055, css: 0.012 }
