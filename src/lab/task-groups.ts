/** Lighthouse's main-thread work groups (`TaskGroup`), in the order in which equally long ones are listed. */
export const taskGroups = [
  'scriptEvaluation',
  'other',
  'styleLayout',
  'paintCompositeRender',
  'parseHTML',
  'garbageCollection',
  'scriptParseCompile'
] as const
