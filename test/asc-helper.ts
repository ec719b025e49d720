import { readFile } from 'node:fs/promises'
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { packageRoot } from '../src/kernel/root.js'
import type { TwinOptions } from '../src/options.js'
import type { WorldFile } from '../src/worlds/files/world-file.schema.js'

type AppStore = NonNullable<WorldFile['appStore']>

/** A world of three apps: releases with a regression, a low usage, and one that nobody has released yet. */
export async function storeWorld (changes: Partial<AppStore> = {}, releases: WorldFile['releases'] = []): Promise<WorldFile> {
  return {
    name: 'store',
    seed: 1,
    releases: [...ios, ...releases],
    appStore: {
      // Copies: a test may change its world before it opens it.
      apps: structuredClone([shop, quiet, beta]),
      ...changes
    }
  }
}

const shop = {
  id: '6443000001', name: 'Shop', bundleId: 'com.example.shop', sku: 'SHOP', train: 'ios', usage: 30000, ipads: 0.2
}
const quiet = { id: '6443000002', name: 'Quiet', bundleId: 'com.example.quiet', sku: 'QUIET', train: 'quiet', usage: 60 }
const beta = {
  id: '6443000003', name: 'Beta', bundleId: 'com.example.beta', sku: 'BETA', builds: [{ version: '0.1', number: '1', uploaded: '-P3D' }]
}

const causes = new Map([
  [10, ['cold launch +40 %', 'hangs ×2']],
  [11, ['cold launch fixed', 'hangs fixed']]
])

/** Twelve versions; 2.10 starts 40 % slower and hangs twice as much, 2.11 does not any more. */
const ios: NonNullable<WorldFile['releases']> = [
  ...Array.from({ length: 12 }, (_, index) => ({
    train: 'ios',
    version: `2.${index}`,
    at: `-P${(12 - index) * 20 + 10}D`,
    causes: causes.get(index) ?? []
  })),
  { train: 'quiet', version: '1.0', at: '-P60D' }
]

export const bearer = { authorization: 'Bearer anything' }

/** A key pair for signing tokens, and the world file's words for its public half. */
export function keyPair (keyId: string, issuerId: string | null, role = 'ADMIN'): KeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  return {
    p8: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    privateKey,
    spec: { keyId, ...(issuerId === null ? {} : { issuerId }), publicKey: pem, role }
  }
}

interface KeyPair { p8: string, privateKey: KeyObject, spec: any }

export const now = '2026-04-15T12:00:00Z'
export const options = (world: WorldFile, more: TwinOptions = {}): TwinOptions => ({ world, now, ...more })

/** A sample of Apple's documents, as its file has it. */
export const vendorText = async (name: string): Promise<string> =>
  await readFile(new URL(`fixtures/vendor/${name}.json`, packageRoot), 'utf8')
