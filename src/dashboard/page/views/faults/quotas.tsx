import type { JSX } from 'preact'
import { useRef } from 'preact/hooks'
import type { Answer, Body } from '../../../../control/operations.js'
import { Does } from '../../ui/button.js'
import { Shown } from '../../ui/loading.js'
import { ask } from '../../wire/ask.js'
import { isOfThisWorld, type LiveEvent } from '../../wire/live.js'
import { useLoaded } from '../../wire/loaded.js'
import { limitWords, quotaVendors, shareOf, spanWords } from './quota-words.js'

type Settings = Answer<'quotas'>
type Usage = Answer<'quotaUsage'>['usage'][number]

const changedBy = (event: LiveEvent): boolean =>
  isOfThisWorld(event) && ['quota', 'restored', 'clock'].includes(event.type)
const usedBy = (event: LiveEvent): boolean => changedBy(event) || (isOfThisWorld(event) && event.type === 'request')

const set = async (body: Body<'setQuotas'>): Promise<unknown> => await ask<'setQuotas'>('PUT', 'quotas', { body })

/** What is used of a limit: a bar, and the same in words. */
function Bar ({ of: { kind, name }, span }: { of: Usage, span: Usage['spans'][number] }): JSX.Element {
  const { used, limit } = span
  const share = shareOf(span)
  return (
    <div class='quota-bar'>
      <div
        class='track'
        role='meter'
        aria-label={`${kind} ${name}, by the ${span.per}`}
        aria-valuemin={0}
        aria-valuemax={limit}
        aria-valuenow={Math.min(used, limit)}
        aria-valuetext={spanWords(span)}
        data-full={share >= 1}
      >
        <div class='used' style={{ width: `${share * 100}%` }} />
      </div>
      <span>{spanWords(span)}</span>
    </div>
  )
}

const UsageRows = ({ usage }: { usage: readonly Usage[] }): JSX.Element => (
  <dl class='quota-usage'>
    {usage.flatMap((each) => [
      <dt key={`${each.kind} ${each.name}`}>{each.kind} <span class='mono'>{each.name}</span></dt>,
      <dd key={`${each.kind} ${each.name} used`}>
        {each.spans.map((span) => <Bar key={span.per} of={each} span={span} />)}
      </dd>
    ])}
  </dl>
)

/** As the twin bounds it. */
const most = 1_000_000_000

type Vendor = typeof quotaVendors[number]

/** The limits of one vendor: off, the vendor's own, or others. */
function VendorQuota (
  { vendor: { id, title, vendor, limits }, settings, usage }:
  { vendor: Vendor, settings: Settings, usage: readonly Usage[] }
): JSX.Element {
  const now = settings[id] as Readonly<Record<string, number>> | null
  const own = usage.filter((each) => each.vendor === vendor)
  const form = useRef<HTMLFormElement>(null)
  const change = async (): Promise<void> => {
    const given = [...new FormData(form.current ?? undefined)].map(([name, value]) => [name, Number(value)])
    await set({ [id]: Object.fromEntries(given) as object })
  }
  return (
    <section class='stack' aria-label={`Quota of ${title}`} data-quota={id}>
      <div class='row'>
        <h3>{title}</h3>
        <Does does={async () => await set({ [id]: now === null })}>
          {now === null ? `Off; count as ${title} does` : `Stop counting for ${title}`}
        </Does>
      </div>
      {now !== null && (
        <form ref={form} class='row' onSubmit={(event) => { event.preventDefault() }}>
          {limits.map((name) => (
            <label key={`${name} ${now[name] ?? ''}`} class='row'>
              {limitWords(name)}
              <input type='number' name={name} class='short' min={0} max={most} defaultValue={String(now[name])} />
            </label>
          ))}
          <Does does={change} done='The limits hold' label={`Set limits of ${title}`}>
            Set limits
          </Does>
        </form>
      )}
      {now !== null && (own.length === 0
        ? <p class='muted'>Nobody has asked since it counts.</p>
        : <UsageRows usage={own} />)}
    </section>
  )
}

/** Which quotas hold, and what is used of them. */
export function Quotas (): JSX.Element {
  const settings = useLoaded('quotas', () => ask<'quotas'>('GET', 'quotas'), { changedBy })
  const load = (): ReturnType<typeof ask<'quotaUsage'>> => ask<'quotaUsage'>('GET', 'quotas/usage')
  const usage = useLoaded('quotas/usage', load, { changedBy: usedBy, calm: 500 })
  return (
    <section class='panel stack' aria-label='Quotas'>
      <h2>Quotas</h2>
      <Shown of={settings}>
        {(value) => (
          <>
            {quotaVendors.map((vendor) => (
              <VendorQuota key={vendor.id} vendor={vendor} settings={value} usage={usage.value?.usage ?? []} />
            ))}
            <section class='row' aria-label='Machines'>
              <h3>Machines</h3>
              <Does does={async () => await set({ concurrency: !value.concurrency })}>
                {value.concurrency ? 'Stop counting machines' : 'Off; let jobs wait for a machine of their team'}
              </Does>
              {value.concurrency && <span>a team runs as many jobs at once as it has machines</span>}
            </section>
          </>
        )}
      </Shown>
    </section>
  )
}
