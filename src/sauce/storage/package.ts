import type { AppMetadata, StoredFile } from '../../facts/facts.js'
import { readProperties, type Properties } from './property-list.js'
import { zipEntries } from './zip-entries.js'

/** What a package is, and what it says of its app. */
export type Package = Pick<StoredFile, 'kind' | 'metadata'>

/** The description of an app for iOS: in Payload/ for devices, at the top for simulators. */
const infoList = /^(?:Payload\/)?[^/]+\.app\/Info\.plist$/

/**
 * Looks into an uploaded file: what it is follows from its name, and from what is in it where a name leaves that open.
 * Android's own description of an app is in a binary form that is not read.
 */
export async function readPackage (name: string, bytes: Buffer): Promise<Package> {
  if (/\.(?:apk|aab)$/i.test(name)) return { kind: 'android', metadata: null }
  if (!/\.(?:ipa|zip)$/i.test(name)) return { kind: 'other', metadata: null }
  const info = zipEntries(bytes).find((entry) => infoList.test(entry.name))
  const content = await info?.read()
  const isApple = info !== undefined || /\.ipa$/i.test(name)
  const metadata = content === undefined ? null : metadataOf(readProperties(content))
  return { kind: isApple ? 'ios' : 'other', metadata }
}

function metadataOf (properties: Properties): AppMetadata {
  const text = (key: string): string | null => {
    const value = properties.get(key)
    return value === undefined ? null : String(value).slice(0, 1000)
  }
  return {
    identifier: text('CFBundleIdentifier'),
    name: text('CFBundleDisplayName') ?? text('CFBundleName'),
    version: text('CFBundleVersion'),
    shortVersion: text('CFBundleShortVersionString'),
    minOs: text('MinimumOSVersion'),
    isSimulator: text('DTPlatformName') === 'iphonesimulator'
  }
}
