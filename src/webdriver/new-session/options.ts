/** `sauce:options`, as far as they change the job (Sauce docs, Test Configuration Options). */
import { DriverError } from '../../browser/errors.js'
import type { SessionLimits } from '../../facts/driven.js'
import type { Recording } from '../../facts/job.js'
import { second } from '../../kernel/durations.js'
import { isJsonObject, type JsonObject } from '../../kernel/json.js'
import { visibilities } from '../../worlds/files/job-spec.js'

export interface Options {
  readonly name: string | null
  readonly build: string | null
  readonly tags: readonly string[]
  readonly visibility: string
  readonly customData: Readonly<Record<string, unknown>> | null
  readonly tunnel: string | null
  readonly recording: Recording
  readonly limits: SessionLimits
  /** CSS px; undefined: the usual one. */
  readonly screen: { readonly width: number, readonly height: number } | undefined
  readonly seleniumVersion: string | undefined
  readonly appiumVersion: string | undefined
}

/** Bytes. */
const customDataLimit = 64 * 1024

const refused = (name: string, fault: string): DriverError =>
  new DriverError('invalid argument', `invalid argument: sauce:options: ${name} ${fault}`)

/** Text; numbers are taken as what they read. */
function textOf (options: JsonObject, name: string): string | undefined {
  const value = options[name]
  if (value === undefined || value === null) return undefined
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') throw refused(name, 'must be a string')
  return value
}

/** A switch; some clients send it as text. */
function switchOf (options: JsonObject, name: string, usual: boolean): boolean {
  const value = options[name]
  if (value === undefined || value === null) return usual
  if (value === true || value === 'true') return true
  if (value === false || value === 'false') return false
  throw refused(name, 'must be true or false')
}

/** So many seconds, in ms; what is beyond the greatest is the greatest (saucectl asks for an idleTimeout of 9999). */
function secondsOf (options: JsonObject, name: string, usual: number, most: number): number {
  const value = options[name]
  if (value === undefined || value === null) return usual * second
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number) || number <= 0) {
    throw refused(name, 'must be a number of seconds above 0')
  }
  return Math.min(number, most) * second
}

function tagsOf ({ tags }: JsonObject): string[] {
  if (tags === undefined || tags === null) return []
  if (typeof tags === 'string') return tags.split(',').map((tag) => tag.trim()).filter((tag) => tag !== '')
  if (Array.isArray(tags) && tags.every((tag) => typeof tag === 'string')) return tags
  throw refused('tags', 'must be a list of strings')
}

function visibilityOf (options: JsonObject): string {
  if (typeof options.public === 'boolean') return options.public ? 'share' : 'team'
  const level = textOf(options, 'public') ?? 'team'
  if (visibilities.some((known) => known === level)) return level
  throw refused('public', `must be one of ${visibilities.join(', ')}`)
}

function customDataOf (options: JsonObject): Options['customData'] {
  const data = options['custom-data'] ?? options.customData ?? null
  if (data === null) return null
  if (!isJsonObject(data)) throw refused('customData', 'must be an object')
  if (Buffer.byteLength(JSON.stringify(data)) > customDataLimit) throw refused('customData', 'must not exceed 64 KB')
  return data
}

/** Screens that virtual machines have, from 800 by 600 to 2560 by 1600. */
function screenOf (options: JsonObject): Options['screen'] {
  const text = textOf(options, 'screenResolution')
  if (text === undefined) return undefined
  const [, width, height] = (/^(\d{3,4})x(\d{3,4})$/.exec(text) ?? []).map(Number)
  const fits = width !== undefined && height !== undefined &&
    width >= 800 && width <= 2560 && height >= 600 && height <= 1600
  if (!fits) throw refused('screenResolution', 'must be a resolution such as 1280x1024')
  return { width, height }
}

function recordingOf (options: JsonObject): Recording {
  const keepsVideo = switchOf(options, 'videoUploadOnPass', true)
  return {
    video: switchOf(options, 'recordVideo', true),
    ...(keepsVideo ? {} : { videoOnPass: false as const }),
    screenshots: switchOf(options, 'recordScreenshots', true),
    logs: switchOf(options, 'recordLogs', true),
    automatorLog: false,
    extendedDebugging: switchOf(options, 'extendedDebugging', false),
    capturePerformance: switchOf(options, 'capturePerformance', false)
  }
}

/**
 * The options of a candidate: those below `sauce:options`, and beside them what older clients put among the
 * capabilities. @throws DriverError
 */
export function optionsOf (capabilities: JsonObject): Options {
  const { 'sauce:options': sauce } = capabilities
  const options: JsonObject = isJsonObject(sauce) ? { ...capabilities, ...sauce } : capabilities
  return {
    name: textOf(options, 'name') ?? null,
    build: textOf(options, 'build') ?? null,
    tags: tagsOf(options),
    visibility: visibilityOf(options),
    customData: customDataOf(options),
    tunnel: textOf(options, 'tunnelName') ?? textOf(options, 'tunnelIdentifier') ??
      textOf(options, 'tunnel-identifier') ?? null,
    recording: recordingOf(options),
    limits: {
      idle: secondsOf(options, 'idleTimeout', 90, 1000),
      command: secondsOf(options, 'commandTimeout', 300, 600),
      whole: secondsOf(options, 'maxDuration', 1800, 10_800)
    },
    screen: screenOf(options),
    seleniumVersion: textOf(options, 'seleniumVersion'),
    appiumVersion: textOf(options, 'appiumVersion')
  }
}
