/** The counts that a person sees of a world, at start and in `info`: the same ones, in the same words. */
export function countsInWords ({ jobs = 0, builds = 0, apps = 0 }: Readonly<Record<string, number>>): string {
  return [`${jobs} jobs`, `${builds} builds`, `${apps} apps`].join(', ')
}
