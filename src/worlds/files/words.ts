import type { Faker } from '@faker-js/faker'
import type { Random } from '../../kernel/random.js'

/** What faker takes for now, so that nothing it makes up depends on the day. */
const referenceDate = '2021-01-01T00:00:00Z'

/**
 * A source of words nobody computes with (names of people). The library is loaded on first use: it takes longer than
 * the rest of the server. The function returned hands out a faker whose draws come from `random` until the next call.
 * @example
 * const words = await wordSource()
 * const name = words(stream(seed, 'person', username)).person.firstName()
 */
export async function wordSource (): Promise<(random: Random) => Faker> {
  const { faker: english } = await import('@faker-js/faker/locale/en')
  let draw: Random
  const Own = english.constructor as typeof Faker
  const faker = new Own({ locale: english.rawDefinitions, randomizer: { next: () => draw.float(), seed: () => {} } })
  faker.setDefaultRefDate(referenceDate)
  return (random) => {
    draw = random
    return faker
  }
}
