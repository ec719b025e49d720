/** Of one session: which of its pages' failures it meets, and how often it has. */
import type { PageFailure } from '../../lab/page/scripted.schema.js'

/** Whether chance has it so in a share of sessions; of one name it always says the same. */
export type Chance = (share: number, name: string) => boolean

interface Course { readonly isMet: boolean, failed: number }

export class Failures {
  readonly #courses = new Map<PageFailure, Course>()

  constructor (readonly chance: Chance) {}

  /** Whether it fails now. `name`: what its chance is drawn by, once. */
  strikes (failure: PageFailure, name: string): boolean {
    const { flaky = 1, times = Infinity } = failure
    const known = this.#courses.get(failure)
    const course = known ?? { isMet: flaky === 1 || this.chance(flaky, name), failed: 0 }
    if (known === undefined) this.#courses.set(failure, course)
    if (!course.isMet || course.failed >= times) return false
    course.failed++
    return true
  }
}
