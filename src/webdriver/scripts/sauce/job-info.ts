import type { JobInfo } from '../../sauce-commands.js'
import { Invalid } from '../../../kernel/errors.js'
import { parseJson } from '../../../kernel/json.js'
import { invalid, noLonger } from './argument.js'
import { isRecord } from './call.js'

/** Custom data is bounded by itself; characters. */
const longest = 262_144

/** JSON, or what the documents' sample has: names and texts in single quotes, or names in none. */
function lenient (source: string): unknown {
  const plain = parsed(source)
  if (plain !== undefined) return plain
  const doubled = source
    .replace(/'((?:[^'\\]|\\.)*)'/g, (_, inner: string) => JSON.stringify(inner.replace(/\\'/g, '\'')))
    .replace(/([{,]\s*)([A-Za-z_][\w-]*)\s*:/g, '$1"$2":')
    .replace(/,\s*([}\]])/g, '$1')
  return parsed(doubled)
}

function parsed (source: string): unknown {
  try {
    return parseJson(source)
  } catch (error) {
    if (error instanceof Invalid) invalid(`sauce:job-info: ${error.message}.`)
    return undefined
  }
}

function tagsOf (given: unknown): string[] {
  const all: readonly unknown[] = Array.isArray(given) ? given : String(given).split(',')
  const tags = all.map((tag) => String(tag).trim()).filter((tag) => tag !== '')
  noLonger('job-info', tags.join(), 'tags')
  return tags
}

/** `job-info={…}`: what it says of the job. */
export function jobInfo (argument: unknown): JobInfo {
  const given = typeof argument === 'string' ? lenient(noLonger('job-info', argument, 'it', longest)) : argument
  if (!isRecord(given)) invalid('sauce:job-info needs an object.')
  const { name, build, tags, passed, public: visibility } = given
  const custom = given['custom-data'] ?? given['customData']
  return {
    ...(typeof name === 'string' ? { name: noLonger('job-info', name, 'name') } : {}),
    ...(typeof build === 'string' || typeof build === 'number'
      ? { build: noLonger('job-info', String(build), 'build') }
      : {}),
    ...(tags === undefined ? {} : { tags: tagsOf(tags) }),
    ...(passed === undefined ? {} : { passed: isPassed(passed) }),
    ...(typeof visibility === 'string' || typeof visibility === 'boolean' ? { public: visibilityOf(visibility) } : {}),
    ...(isRecord(custom) ? { 'custom-data': custom } : {})
  }
}

const visibilityOf = (given: string | boolean): string => {
  if (typeof given === 'string') return given
  return given ? 'public' : 'private'
}

/** `passed` and `true`, `failed` and `false`. */
export function isPassed (given: unknown): boolean {
  const word = String(given).trim().toLowerCase()
  if (word !== 'passed' && word !== 'true' && word !== 'failed' && word !== 'false') {
    invalid('sauce:job-result needs passed, failed, true or false.')
  }
  return word === 'passed' || word === 'true'
}
