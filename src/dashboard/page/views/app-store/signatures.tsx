import type { JSX } from 'preact'
import { setQuery } from '../../route.js'
import { Shown } from '../../ui/loading.js'
import { appStore, look } from '../../wire/ask.js'
import { useLoaded } from '../../wire/loaded.js'
import { Logs } from './logs.js'
import type { Signature, Signatures } from './wire.js'

const kinds: Readonly<Record<string, string>> = { HANGS: 'Hangs', LAUNCHES: 'Launches', DISK_WRITES: 'Disk writes' }
const trends: Readonly<Record<string, string>> = { UP: '▲ more than before', DOWN: '▼ less than before' }

/** Where the time and the writes of a build went, heaviest first. */
export function SignaturesPanel (
  { build, version, open }: { build: string | undefined, version: string, open: string | undefined }
): JSX.Element {
  const signatures = useLoaded(`signatures ${build ?? ''}`, async () => {
    if (build === undefined) return []
    const { data } = await look<Signatures>(appStore, `v1/builds/${build}/diagnosticSignatures`, { limit: 200 })
    return data
  })
  return (
    <section class='panel stack' aria-label='Signatures' data-part='signatures'>
      <h2>Signatures of {version}</h2>
      <Shown of={signatures}>
        {(list) => list.length === 0
          ? <p class='muted'>Too few devices reported of this version.</p>
          : <SignatureTable list={list} open={open} />}
      </Shown>
    </section>
  )
}

const columns = ['Weight', 'Kind', 'Signature', 'Trend'] as const

function SignatureTable ({ list, open }: { list: readonly Signature[], open: string | undefined }): JSX.Element {
  return (
    <div class='scrolls'>
      <table>
        <thead><tr>{columns.map((title) => <th key={title} scope='col'>{title}</th>)}</tr></thead>
        <tbody>
          {list.map((signature) => [
            <SignatureRow key={signature.id} signature={signature} isOpen={signature.id === open} />,
            signature.id === open && (
              <tr key={`${signature.id} logs`}><td colSpan={columns.length}><Logs signature={signature.id} /></td></tr>
            )
          ])}
        </tbody>
      </table>
    </div>
  )
}

function SignatureRow ({ signature, isOpen }: { signature: Signature, isOpen: boolean }): JSX.Element {
  const { id, attributes: { weight, diagnosticType, signature: text, insight } } = signature
  const percent = Math.round(weight * 100)
  const before = insight?.referenceVersions.map(({ version, value }) => `${version} ${Math.round(value * 100)} %`)
  return (
    <tr data-signature={id}>
      <td class='weight'>
        <svg width={80} height={12} aria-hidden='true'><rect width={80 * weight} height={12} /></svg> {percent} %
      </td>
      <td>{kinds[diagnosticType] ?? diagnosticType}</td>
      <td>
        <button
          type='button'
          class='mono'
          aria-expanded={isOpen}
          onClick={() => { setQuery({ signature: isOpen ? undefined : id }) }}
        >
          {text}
        </button>
      </td>
      <td title={before?.join(', ')}>{trends[insight?.direction ?? ''] ?? ''}</td>
    </tr>
  )
}
