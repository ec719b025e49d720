import { Ajv, type ErrorObject } from 'ajv'
import { grow } from './grow.js'
import { WorldFile } from './world-file.schema.js'

let validator: ReturnType<Ajv['compile']> | undefined

const sentence = ({ instancePath, message, params }: ErrorObject): string => {
  const path = instancePath === '' ? '/' : instancePath
  const extra = params as { additionalProperty?: string, allowedValues?: unknown[] }
  if (extra.additionalProperty !== undefined) return `${path}: unknown key "${extra.additionalProperty}"`
  if (extra.allowedValues !== undefined) return `${path}: must be one of ${extra.allowedValues.join(', ')}`
  return `${path}: ${message ?? 'invalid'}`
}

/** What the schema finds wrong with a world file, a line each with the path at fault; empty when nothing is. */
export function schemaFaults (file: unknown): string[] {
  validator ??= new Ajv({ allErrors: true, strict: false }).compile(WorldFile)
  return validator(file) ? [] : (validator.errors ?? []).filter((error) => error.keyword !== 'anyOf').map(sentence)
}

/** What the schema finds wrong, else what growing the world finds: owners and pages that are not there, bad times. */
export function worldFileFaults (file: unknown): string[] {
  const faults = schemaFaults(file)
  if (faults.length > 0) return faults
  try {
    grow({ file: file as WorldFile, seed: 1, epoch: 0, start: 0 })
    return []
  } catch (error) {
    return [(error as Error).message]
  }
}
