function cell (value: unknown): string {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/**
 * Jobs as CSV: a header line, then a job a line. Ids alone unless the list was asked for in full (old Sauce REST
 * docs).
 */
export async function jobsCsv (
  jobs: ReadonlyArray<Readonly<Record<string, unknown>>>, columns: readonly string[]
): Promise<string> {
  const { stringify } = await import('csv-stringify/sync')
  return stringify([columns, ...jobs.map((job) => columns.map((column) => cell(job[column])))])
}
