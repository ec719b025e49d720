import { stream } from '../../kernel/random.js'
import type { Job } from '../../worlds/job.js'
import type { World } from '../../worlds/world.js'

/** The size in bytes of a file that a job's session left. */
export type AssetSize = (world: World, job: Job, name: string) => number | Promise<number>

/** Usual sizes by the kind of file: bytes, from … to. */
const usual: ReadonlyArray<[name: RegExp, from: number, to: number]> = [
  [/screenshot\.png$/, 10_000, 90_000],
  [/^video\.mp4$/, 150_000, 1_500_000],
  [/^selenium-server\.log$/, 60_000, 400_000],
  [/^automator\.log$/, 80_000, 300_000],
  [/^_crmuxdriver\.log$/, 60_000, 150_000],
  [/^log\.json$/, 3_000, 12_000],
  [/^network\.har$/, 10_000, 80_000],
  [/^console\.json$/, 300, 6_000],
  [/^performance\.json$/, 4_000, 6_000],
  [/^_lhr_/, 30_000, 60_000],
  [/^_tracelog_/, 900_000, 2_500_000]
]

/** A usual size, drawn for every file by itself, where nothing makes its bytes. */
export const drawnSize: AssetSize = (world, job, name) => {
  const [, from, to] = usual.find(([pattern]) => pattern.test(name)) ?? ['', 1_000, 10_000]
  return stream(world.seed, 'asset-size', job.id, name).int(from, to)
}
