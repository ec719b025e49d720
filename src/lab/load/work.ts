/**
 * The main-thread work of typical moments, as Chrome's trace names it; ms at CPU rate 1. Each is part of a task that
 * has begun.
 */
import type { MainThreadWork } from '../page/model.js'
import type { MainThread } from './main-thread.js'

/** Runs a script of `ms` work: compiling, evaluating, and the garbage it leaves. */
export function runScript (thread: MainThread, ms: number, url: string): void {
  thread
    .does('v8.compile', 'scriptParseCompile', 0.06 * ms, url)
    .does('EvaluateScript', 'scriptEvaluation', 0.92 * ms, url)
    .does('RunMicrotasks', 'scriptEvaluation', 0.08 * ms, url)
  if (ms > 4) thread.does('MinorGC', 'garbageCollection', 0.05 * ms)
}

/** Styles, lays out and paints a share of the page. */
export function render (thread: MainThread, { styleLayout, paint }: MainThreadWork, share: number): void {
  thread
    .does('UpdateLayoutTree', 'styleLayout', styleLayout * share * 0.45)
    .does('Layout', 'styleLayout', styleLayout * share * 0.55)
    .does('UpdateLayerTree', 'paintCompositeRender', paint * share * 0.2)
    .does('Paint', 'paintCompositeRender', paint * share * 0.5)
    .does('CompositeLayers', 'paintCompositeRender', paint * share * 0.3)
}

/** Handles one of so many answers: a share of the scripts' work, then the update it causes. */
export function handleAnswer (thread: MainThread, work: MainThreadWork, answers: number, url: string): void {
  thread.does('EventDispatch', 'scriptEvaluation', work.script * 0.08 / answers, url)
  render(thread, work, 0.15 / answers)
}

/** How much of what a page does when its load event fires its handlers put off. */
const later = 0.6

/** Runs the handlers of the load event; what they put off is for `runPutOff`. Answers when they have returned, ms. */
export function handleLoad (thread: MainThread, { onLoad, styleLayout }: MainThreadWork): number {
  thread.does('EventDispatch', 'scriptEvaluation', onLoad * (1 - later))
  const handled = thread.now
  thread.does('UpdateLayoutTree', 'styleLayout', styleLayout * 0.03)
  return handled
}

/** What handlers of the load event put off, and the update it causes. */
export function runPutOff (thread: MainThread, { onLoad, styleLayout }: MainThreadWork): void {
  thread
    .does('TimerFire', 'scriptEvaluation', onLoad * later)
    .does('UpdateLayoutTree', 'styleLayout', styleLayout * 0.02)
}

/** How much of its usual work a script does again when its timer fires. */
const again = 0.5

/** Runs the timer of a script of `ms` work. */
export function runTimer (thread: MainThread, ms: number, url: string): void {
  thread.does('FunctionCall', 'scriptEvaluation', again * ms, url)
}

/** Parsing HTML and CSS, per 1000 decoded bytes. */
export const parseCost = { html: 0.055, css: 0.012 }
