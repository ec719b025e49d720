import { realNow } from '../../kernel/clock.js'
import { DomainError, messageOf } from '../../kernel/errors.js'
import type { TwinOptions } from '../../options.js'
import { isFault } from '../../store/file-faults.js'
import { authorityFolder, checkAuthorityOptions, openAuthorityOf } from '../../twin-authority.js'
import { ok, problem, type Finding } from './finding.js'

/** Whether the authority that certificates are to be signed by can be read, and has not ended. Makes none. */
export async function authorityCheck (options: TwinOptions): Promise<Finding> {
  try {
    checkAuthorityOptions(options)
    if (options.caCert !== undefined) return await ownAuthority(options, options.caCert)
    const folder = authorityFolder(options)
    if (folder === undefined) return ok('ca', 'it is kept in memory, and made anew at each start (no --ca, no --data)')
    return await keptAuthority(folder)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return problem('ca', error.message)
  }
}

/** Of the user's own: to open it writes nothing. */
async function ownAuthority (options: TwinOptions, file: string): Promise<Finding> {
  const { notes, expires } = await openAuthorityOf(options)
  return notes.length > 0 ? problem('ca', notes.join('; ')) : ok('ca', `${file}, until ${dateOf(expires)}`)
}

async function keptAuthority (folder: string): Promise<Finding> {
  const { IssuerFiles } = await import('../../edge/issuer-files.js')
  const files = new IssuerFiles(folder)
  try {
    const number = await files.newest()
    const found = number === 0 ? undefined : await files.read(number)
    if (found === undefined) return ok('ca', `one will be made in ${folder}`)
    const fault = typeof found === 'string' ? found : endedFault(found.expires)
    if (fault !== undefined) return problem('ca', `${files.pathOf(number)} ${fault}: the next start makes a new one`)
    return ok('ca', `${folder}${typeof found === 'string' ? '' : `, until ${dateOf(found.expires)}`}`)
  } catch (error) {
    if (isFault(error, 'ENOENT')) return ok('ca', `one will be made in ${folder}`)
    return problem('ca', `${folder} cannot be read: ${messageOf(error)}`)
  }
}

const dateOf = (time: number): string => new Date(time).toISOString().slice(0, 10)

const endedFault = (expires: number): string | undefined =>
  expires < realNow() ? `has ended, on ${dateOf(expires)}` : undefined
