import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import { messageOf } from '../../kernel/errors.js'
import { begin } from '../begin.js'
import { WorldFile } from './world-file.schema.js'

let validator: ValidateFunction<WorldFile> | undefined

const worldFileValidator = (): ValidateFunction<WorldFile> => {
  validator ??= new Ajv({ allErrors: true, strict: false }).compile<WorldFile>(WorldFile)
  return validator
}

function sentence ({ instancePath, message, params }: ErrorObject): string {
  const path = instancePath === '' ? '/' : instancePath
  const { additionalProperty, allowedValues } = params
  if (additionalProperty !== undefined) return `${path}: unknown key "${additionalProperty}"`
  if (allowedValues !== undefined) return `${path}: must be one of ${allowedValues.join(', ')}`
  return `${path}: ${message ?? 'invalid'}`
}

/** That no alternative fits (`anyOf`) goes without saying: each alternative has told what it misses. */
const sentences = (errors: ValidateFunction['errors']): string[] =>
  (errors ?? []).filter((error) => error.keyword !== 'anyOf').map(sentence)

/** What the schema finds wrong with a world file, a line each with the path at fault; empty when nothing is. */
export function schemaFaults (file: unknown): string[] {
  const validate = worldFileValidator()
  return validate(file) ? [] : sentences(validate.errors)
}

/** What the schema finds wrong, else what growing the world finds: owners and pages that are not there, bad times. */
export function worldFileFaults (file: unknown): string[] {
  const validate = worldFileValidator()
  if (!validate(file)) return sentences(validate.errors)
  try {
    begin(file, { seed: 1 })
    return []
  } catch (error) {
    return [messageOf(error)]
  }
}
