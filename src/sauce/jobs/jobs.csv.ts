import type { JobBody } from './jobs.schema.js'

const cell = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)

/** Jobs as CSV: a header line, then a job a line. Ids alone unless the list was asked for in full (old Sauce REST docs). */
export async function jobsCsv (jobs: readonly JobBody[], columns: ReadonlyArray<keyof JobBody>): Promise<string> {
  const { stringify } = await import('csv-stringify/sync')
  return stringify([columns, ...jobs.map((job) => columns.map((column) => cell(job[column])))])
}
