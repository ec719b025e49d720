/** How often something befalls a load that no release and no condition explains: a busy machine, a slow server. */
import { Type, type Static } from '../../kernel/schema.js'

/** Share of the loads that meet an accident, where there are many. */
const many = 0.15

export const AccidentsSchema = Type.Enum(['none', 'some', 'many'], {
  description: 'How many page loads meet an accident (a busy machine, a slow server, a congested network): none; ' +
    'some, as the page says, or one of fifty; many, one of seven, or as the page says if that is more. ' +
    'Left out of a job or a suite, it is as the world file says, and some if that says nothing.'
})
export type Accidents = Static<typeof AccidentsSchema>

/** The chance that a load meets an accident; `usual` is the page's own. */
export function accidentRate (usual: number, accidents: Accidents = 'some'): number {
  if (accidents === 'none') return 0
  return accidents === 'many' ? Math.max(many, usual) : usual
}
