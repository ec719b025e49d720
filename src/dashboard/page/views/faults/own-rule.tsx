import type { JSX } from 'preact'
import { Field } from '../../forms/field.js'
import { bodySchema, isObject } from '../../forms/schema.js'
import { useDocument } from '../../forms/use-document.js'
import { setQuery } from '../../route.js'
import { Does } from '../../ui/button.js'
import { Copy } from '../../ui/copy.js'
import { Shown } from '../../ui/loading.js'
import { ask } from '../../wire/ask.js'
import { controlRoot } from '../../wire/roots.js'
import type { Rule } from './presets.js'

const example: Rule = { match: { operation: 'getJob' }, effect: { status: 503 }, times: 3 }

/** The rule in the address; one to begin with where there is none. */
function ruleIn (text: string | undefined): object {
  try {
    const rule: unknown = JSON.parse(text ?? '')
    return isObject(rule) ? rule : example
  } catch {
    return example
  }
}

const curlOf = (rule: object): string =>
  `curl '${new URL('faults', controlRoot).href}' -d '${JSON.stringify(rule).replaceAll("'", "'\\''")}'`

/** A rule of one's own, by a form that is made from the schema of the rules. It is in the address. */
export function OwnRule ({ text }: { text: string | undefined }): JSX.Element {
  const document = useDocument()
  const rule = ruleIn(text)
  const change = (next: unknown): void => { setQuery({ own: JSON.stringify(next) }) }
  return (
    <details
      class='panel own-rule'
      open={text !== undefined}
      onToggle={({ currentTarget: { open } }) => {
        if (open !== (text !== undefined)) setQuery({ own: open ? JSON.stringify(example) : undefined })
      }}
    >
      <summary><h2>A rule of your own</h2></summary>
      {text !== undefined && (
        <Shown of={document}>
          {(value) => (
            <form class='stack' onSubmit={(event) => { event.preventDefault() }}>
              <Field
                document={value}
                schema={bodySchema(value, 'addFault') ?? {}}
                value={rule}
                change={change}
                label=''
              />
              <pre class='mono' role='region' aria-label='The rule as JSON' tabIndex={0}>
                {JSON.stringify(rule, null, 2)}
              </pre>
              <div class='row'>
                <Does
                  isPrimary
                  does={async () => await ask<'addFault'>('POST', 'faults', { body: rule })}
                  done='The rule is in force'
                >
                  Put in force
                </Does>
                <Copy text={() => curlOf(rule)} label='Copy as curl' />
              </div>
            </form>
          )}
        </Shown>
      )}
    </details>
  )
}
