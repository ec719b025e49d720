/**
 * What the causes of releases and regressions say, and whether anybody in the file feels them. What nobody feels is a
 * warning: such a file grows and runs, and who writes it may be half way.
 */
import type { Path } from '../../kernel/json-text.js'
import type { TimeFrame } from '../../kernel/time.js'
import { appCauses, pageCauses, readCause } from '../files/causes.js'
import { checkFelt } from '../files/run-story.js'
import type { CauseSetting } from '../../lab/page/release.schema.js'
import { feels, subjectOf } from './effects.js'
import type { Following } from './followers.js'
import type { LooseWorldFile } from './loose.js'
import { choice } from './meant.js'
import type { Findings } from './problem.js'
import { isWhole, statedCauses, TakenBack, type Stated } from './stated-causes.js'

export function checkCauses (find: Findings, file: LooseWorldFile, following: Following, frame: TimeFrame): void {
  const stated = statedCauses(file, frame)
  const understood = stated.filter(({ path, cause }) => find.attempt(path, () => { readSetting(cause) }))
  const changes = new TakenBack(understood)
  const unfollowed = new Set<string>()
  for (const each of understood) {
    const { train, trains } = each
    const isFollowed = trains.some((other) => following.of(other).apps || following.of(other).pages.length > 0)
    if (isFollowed) warnOfNothing(find, each, following, changes)
    else if (!unfollowed.has(train)) {
      unfollowed.add(train)
      const known = following.trains()
      const cure = choice(train, known, 'trains that are followed', 'let a suite or an app follow it')
      find.warning(each.trainPath, `nobody feels the releases of "${train}": no suite, job or app follows it`, cure)
    }
  }
  checkRegressions(find, file, following)
}

function readSetting (cause: CauseSetting): void {
  if (typeof cause === 'string') readCause(cause)
}

const said = (cause: CauseSetting): string => typeof cause === 'string' ? cause : JSON.stringify(cause)

function warnOfNothing (find: Findings, each: Stated, following: Following, changes: TakenBack): void {
  const { path, cause, trains, train } = each
  const ofPages = pageCauses([cause])
  const ofApps = appCauses([cause])
  const followers = trains.map((other) => following.of(other))
  const pages = followers.flatMap((each) => each.pages)
  if ([...ofPages, ...ofApps].every(({ factor }) => factor === 1)) {
    find.warning(path, `"${said(cause)}" changes nothing`, 'write an amount, such as "+40 %"')
    return
  }
  const feltByApps = ofApps.length > 0 && followers.some(({ apps }) => apps)
  const feltByPages = ofPages.some((change) => pages.some((page) => feels(page, change)))
  if (feltByApps || feltByPages) {
    if (changes.isNothing(each)) {
      find.warning(path, `"${said(cause)}" takes back nothing`, 'no release before it changes that: take it away')
    }
    return
  }
  const [change] = ofPages
  if (change === undefined) {
    const cure = 'move it to the train of an app, or let the release reach one'
    find.warning(path, `no app follows "${train}", and no page feels "${said(cause)}"`, cure)
  } else if (pages.length === 0) {
    const cure = 'move it to the train of a suite, or let the release reach one'
    find.warning(path, `no page follows "${train}", and no app feels "${said(cause)}"`, cure)
  } else {
    const subject = subjectOf(change)
    const message = `"${said(cause)}" has no effect: no page that follows "${train}" has ${subject}`
    find.warning(path, message, `declare ${subject} in a page, or take it away`)
  }
}

/** Causes of suites, which only pages feel. */
function checkRegressions (find: Findings, { sauce = {} }: LooseWorldFile, following: Following): void {
  sauce.suites?.forEach(({ regression = {}, pages = [] }, index) => {
    if (!('causes' in regression) || regression.causes === undefined) return
    const followers = following.pagesOf(pages)
    const path: Path = ['sauce', 'suites', index, 'regression', 'causes']
    regression.causes.forEach((cause, place) => {
      if (!isWhole(cause)) return
      const cure = typeof cause === 'string' ? undefined : ''
      if (!find.attempt([...path, place], () => { checkFelt(cause) }, cure)) return
      const [change] = pageCauses([cause])
      const isFelt = pageCauses([cause]).some((each) => followers.some((page) => feels(page, each)))
      if (change === undefined || isFelt) return
      const has = followers.length === 0 ? 'the suite has no pages' : `no page of the suite has ${subjectOf(change)}`
      const message = `"${said(cause)}" has no effect: ${has}`
      find.warning([...path, place], message, 'name what its pages have, or add a page')
    })
  })
}
