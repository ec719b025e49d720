/** A story that cannot be told. The message says all that is wrong with it. */
export class StoryRefused extends Error {
  constructor (readonly problems: readonly string[]) {
    super(problems.join('\n'))
  }
}
