import { Type, type Static } from '../../kernel/schema.js'
import { isPicture, isScreenshot } from './file-names.js'

const Alias = Type.Nullable(Type.String())

/** Three fixed aliases, the screenshots, and every other file under its own name. */
export const AssetList = Type.Object({
  'selenium-log': Alias,
  'sauce-log': Alias,
  video: Alias,
  screenshots: Type.Array(Type.String())
}, { $id: 'AssetList', additionalProperties: Type.String() })
export type AssetListBody = Static<typeof AssetList> & Record<string, string | string[] | null>

/** The documented sample's order; what it does not have comes after network.har. */
const early = ['automator.log', 'network.har']
const late = ['video.mp4', 'selenium-server.log', 'performance.json', 'log.json']

/** The list of a job's visible files. `logs` false leaves out all but the video and the screenshots. */
export function assetListBody (visible: readonly string[], logs: boolean): AssetListBody {
  const shown = new Set(logs ? visible : visible.filter(isPicture))
  const screenshots = [...shown].filter(isScreenshot)
  const itself = (names: readonly string[]): Record<string, string> =>
    Object.fromEntries(names.filter((name) => shown.has(name)).map((name) => [name, name]))
  const alias = (name: string): string | null => shown.has(name) ? name : null
  const others = [...shown].filter((name) => !isScreenshot(name) && !early.includes(name) && !late.includes(name))
  return {
    ...itself(early),
    ...itself(others),
    ...itself(['video.mp4']),
    'selenium-log': alias('selenium-server.log'),
    ...itself(['performance.json']),
    'sauce-log': alias('log.json'),
    video: alias('video.mp4'),
    screenshots
  }
}
