import type { JSX } from 'preact'
import {
  alternativeOf, emptyOf, isObject, kindOf, resolved, titleOf, withMember, type Document, type Kind, type Schema
} from './schema.js'
import { ChoiceField, FlagField, JsonField, NumberField, TextField, type FieldOf } from './simple-fields.js'

interface SchemaField extends FieldOf { readonly document: Document }

const simple: Readonly<Partial<Record<Kind, (field: FieldOf) => JSX.Element>>> = {
  text: TextField, number: NumberField, choice: ChoiceField, flag: FlagField, json: JsonField
}

/** A value, filled in as its schema says. */
export function Field (field: SchemaField): JSX.Element {
  const schema = resolved(field.document, field.schema)
  const kind = kindOf(schema)
  const Simple = simple[kind]
  const own = { ...field, schema }
  if (Simple !== undefined) return <Simple {...own} />
  if (kind === 'object') return <ObjectField {...own} />
  if (kind === 'record') return <RecordField {...own} />
  if (kind === 'list') return <ListField {...own} />
  if (kind === 'either') return <EitherField {...own} />
  return <span class='muted'>null</span>
}

/** One of several forms, and which. */
function EitherField ({ document, schema, value, change, label }: SchemaField): JSX.Element {
  const { anyOf = [] } = schema
  const index = alternativeOf(document, schema, value)
  const chosen = anyOf[index] ?? {}
  const isSimple = kindOf(resolved(document, chosen)) !== 'object'
  return (
    <span class={isSimple ? 'row' : 'stack'}>
      <select
        aria-label={`${label}: form`}
        value={String(index)}
        onChange={({ currentTarget: { selectedIndex } }) => { change(emptyOf(document, anyOf[selectedIndex] ?? {})) }}
      >
        {anyOf.map((each, place) => <option key={place} value={String(place)}>{titleOf(document, each)}</option>)}
      </select>
      <Field key={index} document={document} schema={chosen} value={value} change={change} label={label} />
    </span>
  )
}

interface MemberOf {
  readonly name: string
  readonly label: string
  readonly description: string | undefined
  readonly remove: (() => void) | undefined
  readonly children: JSX.Element
}

const Member = ({ name, label, description, remove, children }: MemberOf): JSX.Element => (
  <div class='member' data-member={label}>
    <span class='member-name'>{name}</span>
    {children}
    {remove !== undefined && (
      <button type='button' aria-label={`Remove ${label}`} onClick={() => { remove() }}>✕</button>
    )}
    {description !== undefined && <small class='muted'>{description}</small>}
  </div>
)

const under = (label: string, name: string): string => label === '' ? name : `${label}.${name}`

/** An object: what is given of it, and a choice of what may be. */
function ObjectField ({ document, schema, value, change, label }: SchemaField): JSX.Element {
  const { properties = {}, required = [] } = schema
  const object = isObject(value) ? value : {}
  const given = Object.keys(properties).filter((name) => name in object || required.includes(name))
  const others = Object.keys(properties).filter((name) => !given.includes(name))
  const put = (name: string, next: unknown): void => { change(withMember(object, name, next)) }
  const add = (name: string): void => { put(name, emptyOf(document, properties[name] ?? {})) }
  return (
    <div class='members' role='group' aria-label={label === '' ? undefined : label}>
      {given.map((name) => (
        <Member
          key={name}
          name={name}
          label={under(label, name)}
          description={resolved(document, properties[name] ?? {}).description}
          remove={required.includes(name) ? undefined : () => { put(name, undefined) }}
        >
          <Field
            document={document}
            schema={properties[name] ?? {}}
            value={object[name]}
            change={(next) => { put(name, next) }}
            label={under(label, name)}
          />
        </Member>
      ))}
      {others.length > 0 && <Add label={label} names={others} add={add} />}
    </div>
  )
}

const Add = ({ label, names, add }: { label: string, names: string[], add: (name: string) => void }): JSX.Element => (
  <select
    class='add'
    aria-label={label === '' ? 'Add' : `Add to ${label}`}
    value=''
    onChange={({ currentTarget }) => {
      add(currentTarget.value)
      currentTarget.value = ''
    }}
  >
    <option value=''>+ add …</option>
    {names.map((name) => <option key={name} value={name}>{name}</option>)}
  </select>
)

/** Names of one's own and their values. */
function RecordField ({ document, schema, value, change, label }: SchemaField): JSX.Element {
  const { additionalProperties } = schema
  const each: Schema = typeof additionalProperties === 'object' ? additionalProperties : {}
  const object = isObject(value) ? value : {}
  const rename = (from: string, to: string): void => {
    if (to in object) return
    change(Object.fromEntries(Object.entries(object).map(([name, of]) => [name === from ? to : name, of])))
  }
  return (
    <div class='members' role='group' aria-label={label}>
      {Object.entries(object).map(([name, of], index) => (
        <div class='member' key={index}>
          <input
            type='text'
            aria-label={`${label}: name ${index + 1}`}
            placeholder='name'
            value={name}
            onChange={({ currentTarget }) => { rename(name, currentTarget.value) }}
          />
          <Field
            document={document}
            schema={each}
            value={of}
            change={(next) => { change({ ...object, [name]: next }) }}
            label={`${label}: value ${index + 1}`}
          />
          <button
            type='button'
            aria-label={`Remove ${label}: ${name}`}
            onClick={() => { change(withMember(object, name, undefined)) }}
          >
            ✕
          </button>
        </div>
      ))}
      {!('' in object) && (
        <button type='button' onClick={() => { change({ ...object, '': emptyOf(document, each) }) }}>
          + name and value
        </button>
      )}
    </div>
  )
}

function ListField ({ document, schema, value, change, label }: SchemaField): JSX.Element {
  const { items = {}, minItems = 0, maxItems = Infinity } = schema
  const list: readonly unknown[] = Array.isArray(value) ? value : []
  return (
    <div class='members' role='group' aria-label={label}>
      {list.map((of, index) => (
        <div class='member' key={index}>
          <span class='member-name'>{index + 1}</span>
          <Field
            document={document}
            schema={items}
            value={of}
            change={(next) => { change(list.with(index, next)) }}
            label={`${label}[${index}]`}
          />
          {list.length > minItems && (
            <button
              type='button'
              aria-label={`Remove ${label}[${index}]`}
              onClick={() => { change(list.toSpliced(index, 1)) }}
            >
              ✕
            </button>
          )}
        </div>
      ))}
      {list.length < maxItems && (
        <button type='button' onClick={() => { change([...list, emptyOf(document, items)]) }}>+ one more</button>
      )}
    </div>
  )
}
