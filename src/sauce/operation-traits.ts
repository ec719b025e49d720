import type { DeclaredOperation } from '../traffic/known-operations.js'
import { valuesOf, type NamedValues } from '../traffic/named-values.js'
import type { OperationTraits, PageOf } from '../traffic/operation.js'
import { sdkMethods } from './sdk-methods.js'

/** How many results a page has: what is usual where nothing is asked for, and at most. */
interface PageSize { readonly usual: number, readonly most: number }

const ofTeamManagement: PageSize = { usual: 20, most: 100 }
const ofBuilds: PageSize = { usual: 20, most: 500 }
const ofAnalytics: PageSize = { usual: 50, most: 1000 }

/** Of lists that a client reads on in by how many results it leaves out. */
const pageSizes: Readonly<Record<string, PageSize>> = {
  listJobs: { usual: 100, most: 500 },
  listJobsV1_1: { usual: 50, most: 500 },
  getBuildsV2: ofBuilds,
  getBuildsJobsV2: ofBuilds,
  get_performance_metrics: { usual: 100, most: 500 },
  getUsersV1: ofTeamManagement,
  getUserTeamsV1: ofTeamManagement,
  getTeamsV1: ofTeamManagement,
  getTeamMembersV1: ofTeamManagement,
  lookupServiceAccounts: ofTeamManagement,
  listSubaccounts: { usual: 50, most: 50 },
  getTestResults: ofAnalytics,
  getTestResultsRest: ofAnalytics
}

/** A parameter's number; undefined where it is missing or none. */
function numberOf (query: NamedValues, name: string): number | undefined {
  const [text] = valuesOf(query, name)
  const value = Number(text)
  return text === undefined || !Number.isInteger(value) || value < 0 ? undefined : value
}

const numbered: PageOf = (query) => numberOf(query, 'page') ?? 1

/** `skip`, `size`: the parameters that say how many results to leave out, and how many a page has. */
function leavingOut (skip: string, size: string, { usual, most }: PageSize): PageOf {
  return (query) => {
    const each = Math.max(1, Math.min(numberOf(query, size) ?? usual, most))
    return Math.floor((numberOf(query, skip) ?? 0) / each) + 1
  }
}

function pageOf ({ id, parameters }: DeclaredOperation): PageOf | undefined {
  if (parameters.includes('page')) return numbered
  const size = pageSizes[id]
  const skip = ['skip', 'offset', 'from'].find((name) => parameters.includes(name))
  if (size === undefined || skip === undefined) return undefined
  return leavingOut(skip, parameters.includes('limit') ? 'limit' : 'size', size)
}

/** What the SDK calls an operation, and how it comes in pages. */
export const sauceTraits = (operation: DeclaredOperation): OperationTraits =>
  ({ names: sdkMethods[operation.id], pageOf: pageOf(operation) })
