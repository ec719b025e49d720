import { Invalid, messageOf } from '../kernel/errors.js'
import { faultOf } from '../store/file-faults.js'
import { trustBundle } from './bundle.js'
import { clientFiles } from './explanations.js'
import { IssuerFiles } from './issuer-files.js'
import { makeIssuer, type Issuer } from './issuer.js'
import { openKeyNote } from './key-file.js'
import { beyond, together } from './subtrees.js'
import { javaTrustStore } from './trust-store.js'
import type { Wanted } from './wanted.js'

/** An issuer that was found or made, and what a person should know of that, a sentence each. */
export interface Kept { readonly issuer: Issuer, readonly notes: readonly string[] }

/** What must be there at a moment (ms since the Unix epoch). */
export interface Needs { readonly wanted: Wanted, readonly now: number }

/**
 * Takes up the issuer that a folder keeps, or makes one there. Any number of processes may do so at once, and may be
 * killed over it: all end up with the same one.
 * @throws Invalid with a sentence when the folder cannot be used.
 */
export async function keptIssuer (folder: string, needs: Needs): Promise<Kept> {
  const files = new IssuerFiles(folder)
  try {
    await files.prepare()
    for (;;) {
      const kept = await takeUp(files, needs)
      if (kept !== undefined) return kept
    }
  } catch (error) {
    if (error instanceof Invalid) throw error
    throw new Invalid(`cannot keep the certificate authority in ${folder}: ${faultOf(error, files.pathOf(1))}`)
  }
}

/** Undefined when somebody else was at it at the same time: what they did has to be looked at first. */
async function takeUp (files: IssuerFiles, { wanted, now }: Needs): Promise<Kept | undefined> {
  const number = await files.newest()
  if (number === 0) return await add(files, 1, makeIssuer(wanted.permitted, now), [])
  const found = await files.read(number)
  if (found === undefined) return undefined
  const { permitted = wanted.permitted } = typeof found === 'string' ? {} : found
  const fault = typeof found === 'string' ? found : faultWith(found, { wanted, now })
  if (fault === undefined && typeof found !== 'string') return await settle(files, number, found, [])
  // What it was good for, the new one is good for too: else two twins of one folder would take turns.
  const next = makeIssuer(together(permitted, wanted.permitted), now)
  const remedy = 'a new one was made, and clients that trust the old one must be given the new ca.pem'
  return await add(files, number + 1, next, [`the certificate authority ${files.pathOf(number)} ${fault}: ${remedy}`])
}

async function add (
  files: IssuerFiles, number: number, issuer: Issuer, notes: readonly string[]
): Promise<Kept | undefined> {
  return await files.add(number, issuer) ? await settle(files, number, issuer, notes) : undefined
}

/** Leaves beside the newest issuer what clients need of it, and nothing of those before. */
async function settle (
  files: IssuerFiles, number: number, issuer: Issuer, notes: readonly string[]
): Promise<Kept | undefined> {
  const open = await openKeyNote(files.pathOf(number))
  const unpublished = await publish(files, issuer)
  await files.tidy(number).catch(() => {})
  if (await files.newest() !== number) return undefined
  return { issuer, notes: [...notes, ...open, ...unpublished] }
}

/** An authority that can be read is good for signing, even where nothing can be written. */
async function publish (files: IssuerFiles, { root }: Issuer): Promise<string[]> {
  try {
    await files.publish(clientFiles.pem, Buffer.from(root))
    await files.publish(clientFiles.bundle, Buffer.from(trustBundle(root)))
    await files.publish(clientFiles.jks, javaTrustStore(root))
    return []
  } catch (error) {
    const names = Object.values(clientFiles).join(', ')
    return [`cannot write what clients need, ${names}, in ${files.folder}: ${messageOf(error)}`]
  }
}

const day = 24 * 60 * 60 * 1000

/** A twin may run for a year, and what it signs must not outlast what it signs with. */
const leastLeft = 397 * day

function faultWith ({ expires, permitted }: Issuer, { wanted, now }: Needs): string | undefined {
  if (expires - now < leastLeft) return `ends on ${new Date(expires).toISOString().slice(0, 10)}`
  const missing = permitted === undefined ? [] : beyond(permitted, wanted.needed)
  return missing.length === 0 ? undefined : `may not sign for ${missing.join(', ')}`
}
