/** Whether a cause changes anything of a page. */
import type { Cause } from '../../lab/page/release.schema.js'
import { resourceKinds } from '../../lab/page/page.schema.js'
import type { FollowingPage } from './followers.js'

const kinds = ['document', ...resourceKinds] as const
type Kind = typeof kinds[number]

export function feels (page: FollowingPage, { change, types = [...kinds] }: Cause): boolean {
  if (change === 'work') return true
  if (change === 'layoutShift') return page === 'any' || page.layoutShift > 0
  return types.some((type) => hasAny(page, change, type))
}

/** Whether a page has anything of a kind whose size, number or latency can change. */
function hasAny (page: FollowingPage, change: 'size' | 'requests' | 'latency', kind: Kind): boolean {
  // A page keeps its one document.
  if (kind === 'document') return change !== 'requests'
  if (page === 'any') return true
  const ofThirds = kind === 'script' && change !== 'requests' && page.thirdParties.some(({ scripts }) => scripts > 0)
  return ofThirds || page.resources.some((group) =>
    group.type === kind && group.count > 0 && (change === 'requests' || group[change] > 0))
}

/** What a page would need to feel a cause, in words. */
export function subjectOf ({ change, types }: Cause): string {
  if (change === 'layoutShift') return 'layout shift'
  const of = types === undefined ? 'resources' : types.map((type) => `${type}s`).join(', ')
  return change === 'latency' ? `${of} that wait` : of
}
