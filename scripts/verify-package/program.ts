// What a user's program says of the library's types; scripts/verify-package.sh has it judged as .mts, .cts and .ts.
import { connectTwin, ControlError, createTwin, twinPlugin, worldName } from 'perftwin'
import type {
  FaultSpec, JobSpec, RequestMatch, RunningTwin, SeriesSpec, TwinFetch, TwinHandle, TwinOptions, TwinPluginOptions, WorldFile, WorldRequest
} from 'perftwin'

const job: JobSpec = { name: worldName('größer') }
const fault: FaultSpec = { match: { operation: 'listJobs' }, effect: { status: 503 }, times: 2 }

export async function main (): Promise<string> {
  const options: TwinOptions = { world: 'demo', port: 0 }
  const twin: RunningTwin = await createTwin(options)
  await twin.faults.add(fault)
  try {
    const { now } = await twin.clock.advance('PT5M')
    return `${(await twin.createJob(job)).id} ${now.slice(0, 10)}`
  } catch (error) {
    return error instanceof ControlError ? String(error.status) : 'unknown'
  } finally {
    await twin.close()
  }
}

export const elsewhere: TwinHandle = connectTwin('http://perftwin:4010')
export const plugin: (options: TwinPluginOptions) => unknown = (options) => [twinPlugin, options]
export interface Others { match: RequestMatch, series: SeriesSpec, fetch: TwinFetch, file: WorldFile, request: WorldRequest }

// @ts-expect-error: a port is a number
createTwin({ port: 'http' })
// @ts-expect-error: an effect's status is a number
elsewhere.faults.add({ effect: { status: '503' } })
