import { uuid } from '../../kernel/ids.js'
import { remembered } from '../../kernel/memo.js'
import { isProcessed, type AppBuild, type StoreApp } from '../../facts/app-store.js'
import type { Moment } from './moment.js'
import { buildsIn } from './visible.js'

export interface BuildIcon { readonly id: string, readonly build: AppBuild }

/** An icon has its build's life, so its id follows from the build's. */
const iconsWhenProcessed = remembered((build: AppBuild): readonly BuildIcon[] =>
  [{ id: uuid(0, 'build-icon', build.id), build }])

/** The icons of a build, none before it is processed. */
export const iconsOf = (build: AppBuild | undefined, { at }: Moment): readonly BuildIcon[] =>
  build === undefined || !isProcessed(build, at) ? [] : iconsWhenProcessed(build)

/** The icon of an app is that of its newest build that is processed. */
export const iconsOfApp = (app: StoreApp, moment: Moment): readonly BuildIcon[] =>
  iconsOf(buildsIn(moment, 'app', app.id).find((build) => isProcessed(build, moment.at)), moment)
