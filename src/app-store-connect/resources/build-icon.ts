import { Type, type Static } from '../../kernel/schema.js'
import type { AppBuild } from '../../facts/app-store.js'
import { resource } from '../json-api/resource.js'
import type { BuildIcon } from '../records/icons.js'

declare module '../json-api/records.js' {
  interface Records { buildIcons: BuildIcon }
}

export const IconAsset = Type.Object({
  templateUrl: Type.String(),
  width: Type.Integer(),
  height: Type.Integer()
}, { $id: 'ImageAsset' })
export type IconAsset = Static<typeof IconAsset>

/** A picture's address as Apple writes it: width, height and format are left to the client to fill in. */
export function iconAsset (build: AppBuild, base: string): IconAsset {
  const folder = `${base}/image/thumb/${build.id.replaceAll('-', '')}`
  const picture = 'AppIcon-0-0-1x_U007emarketing-0-7-0-85-220.png'
  return { templateUrl: `${folder}/${picture}/{w}x{h}bb.{f}`, width: 1024, height: 1024 }
}

const BuildIconAttributes = Type.Object({
  iconAsset: IconAsset,
  iconType: Type.Enum([
    'APP_STORE', 'MESSAGES_APP_STORE', 'WATCH_APP_STORE', 'TV_OS_HOME_SCREEN', 'TV_OS_TOP_SHELF', 'ALTERNATE_EXPERIMENT'
  ]),
  masked: Type.Boolean(),
  name: Type.String()
})

export const buildIcons = resource({
  type: 'buildIcons',
  component: 'BuildIcon',
  access: 'builds',
  attributes: BuildIconAttributes,
  show: ({ build }, { base }): Static<typeof BuildIconAttributes> =>
    ({ iconAsset: iconAsset(build, base), iconType: 'APP_STORE', masked: false, name: 'AppIcon' }),
  relationships: {},
  order: { position: ({ id }) => [id], descending: [false] }
})
