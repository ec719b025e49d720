import type { DocumentName } from '../../vendors.js'
import { controlSamples } from './control-samples.js'
import type { Sample } from './sample.js'
import { sauceSamples } from './sauce-samples.js'

/** What requests say beyond their path, by document and operation id. App Store Connect is only read. */
export const samples: Readonly<Record<DocumentName, Readonly<Record<string, Sample>>>> = {
  sauce: sauceSamples,
  'app-store-connect': {},
  control: controlSamples
}
