import { uuid } from '../../kernel/ids.js'
import { Type, type Static } from '../../kernel/schema.js'
import { isProcessed, type AppBuild } from '../../facts/app-store.js'
import type { ResourceType } from '../json-api/resource.js'

export const IconAsset = Type.Object({ templateUrl: Type.String(), width: Type.Integer(), height: Type.Integer() }, { $id: 'ImageAsset' })
export type IconAsset = Static<typeof IconAsset>

export const BuildIconAttributes = Type.Object({
  iconAsset: IconAsset,
  iconType: Type.Enum(['APP_STORE', 'MESSAGES_APP_STORE', 'WATCH_APP_STORE', 'TV_OS_HOME_SCREEN', 'TV_OS_TOP_SHELF', 'ALTERNATE_EXPERIMENT']),
  masked: Type.Boolean(),
  name: Type.String()
})
export type BuildIconAttributes = Static<typeof BuildIconAttributes>

export interface BuildIcon { readonly id: string, readonly build: AppBuild }

const known = new WeakMap<AppBuild, readonly BuildIcon[]>()

/** The icons of a build, none before it is processed: an icon has its build's life, so its id follows from the build's. */
export function iconsOf (build: AppBuild | undefined, at: number): readonly BuildIcon[] {
  if (build === undefined || !isProcessed(build, at)) return []
  let icons = known.get(build)
  if (icons === undefined) known.set(build, icons = [{ id: uuid(0, 'build-icon', build.id), build }])
  return icons
}

/** A picture's address as Apple writes it: width, height and format are left to the client to fill in. */
export const iconAsset = (build: AppBuild, base: string): IconAsset =>
  ({ templateUrl: `${base}/image/thumb/${build.id.replaceAll('-', '')}/AppIcon-0-0-1x_U007emarketing-0-7-0-85-220.png/{w}x{h}bb.{f}`, width: 1024, height: 1024 })

export const buildIcons: ResourceType<BuildIcon> = {
  type: 'buildIcons',
  attributeNames: Object.keys(BuildIconAttributes.properties),
  attributes: ({ build }, { base }): BuildIconAttributes => ({ iconAsset: iconAsset(build, base), iconType: 'APP_STORE', masked: false, name: 'AppIcon' }),
  relationships: {}
}
