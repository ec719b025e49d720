/** What a world file says of now: jobs that run or wait, builds that are being processed. */
import { uuid } from '../kernel/ids.js'
import { resolveTime } from '../kernel/time.js'
import { forkFacts, type Facts } from '../facts/facts.js'
import { makeJob } from './files/make-job.js'
import type { Base } from './base.js'
import type { State } from './state.js'

/** `now`, `now-PT4M`; jobs of which no time is said are of now too. */
const isOfNow = (time: string): boolean => time.startsWith('now')

const second = 1000

/**
 * A state in which what the world file says of now is so by its clock, whatever else is in it; the same one, if it is
 * so already or nothing is said. Only a clock that goes with the machine's has another now each time: one that was set
 * to a moment begins there again.
 */
export function anchoredAnew (state: State): State {
  const { base, clock, anchored = base.origin.start } = state
  if (clock.setting.mode !== 'real' || !saysNow(base)) return state
  const now = clock.now()
  if (now - anchored < second) return state
  const facts = forkFacts(state.facts)
  anchorJobs(facts, base, now)
  anchorBuilds(facts, base, now)
  return { ...state, facts, anchored: now }
}

function saysNow ({ origin: { file: { sauce, appStore } } }: Base): boolean {
  return (sauce?.jobs ?? []).some(({ created = 'now' }) => isOfNow(created)) ||
    (appStore?.apps ?? []).some(({ builds = [] }) => builds.some(({ uploaded = '' }) => isOfNow(uploaded)))
}

function anchorJobs (facts: Facts, { origin: { file, seed, epoch } }: Base, now: number): void {
  for (const [number, spec] of (file.sauce?.jobs ?? []).entries()) {
    if (!isOfNow(spec.created ?? 'now')) continue
    const frame = { epoch, start: now }
    const { id, plan } = makeJob(spec, { seed, frame, owner: '', origin: 'explicit-job', number })
    const job = facts.jobs.get(id)
    if (job !== undefined) facts.jobs.put({ ...job, plan })
  }
}

function anchorBuilds (facts: Facts, { origin: { file, seed, epoch } }: Base, now: number): void {
  for (const { bundleId, builds = [] } of file.appStore?.apps ?? []) {
    for (const { id, version, number, uploaded } of builds) {
      if (uploaded === undefined || !isOfNow(uploaded)) continue
      const build = facts.appBuilds.get(id ?? uuid(seed, 'app-build', bundleId, version, number))
      if (build === undefined) continue
      facts.appBuilds.put({ ...build, uploaded: resolveTime(uploaded, { epoch, start: now }) })
    }
  }
}
