import { Type } from '../kernel/schema.js'

const texts = ['true', 'True', 'TRUE', '1', 'false', 'False', 'FALSE', '0'] as const

/** `true`, `True` and `1` switch a flag on: clients written in several languages send them. */
export const Flag = Type.Enum([...texts, ''])

/** A flag of the Performance API, which takes what is empty for not given. */
export const FilledFlag = Type.Enum(texts)

/** Whether a flag is on; `otherwise` if it is not given. */
export const isOn = (flag: string | undefined, otherwise = false): boolean =>
  flag === undefined ? otherwise : /^(?:true|1)$/i.test(flag)
