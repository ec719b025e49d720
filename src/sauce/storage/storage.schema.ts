import { Type, ref, type Static } from '../../kernel/schema.js'

const Text = Type.Nullable(Type.String())
const Access = Type.Object({ team_ids: Type.Array(Type.String()), org_ids: Type.Array(Type.String()) })

const Metadata = Type.Object({
  identifier: Text,
  name: Text,
  version: Text,
  is_test_runner: Type.Boolean(),
  icon: Type.Null(),
  short_version: Text,
  is_simulator: Type.Boolean(),
  min_os: Text,
  target_os: Type.Null(),
  test_runner_plugin_path: Type.Null()
})

export const StorageItem = Type.Object({
  id: Type.String({ description: 'A UUID.' }),
  owner: Type.Object({ id: Type.String(), org_id: Type.String() }),
  name: Type.String(),
  upload_timestamp: Type.Integer({ description: 'Unix time in seconds' }),
  etag: Type.String(),
  kind: Type.Enum(['ios', 'android', 'other']),
  group_id: Type.Integer(),
  size: Type.Integer({ description: 'Bytes' }),
  description: Text,
  tags: Type.Array(Type.String()),
  metadata: Type.Nullable(Metadata, { description: 'null where nothing could be read from the file.' }),
  access: Access,
  sha256: Type.String()
}, { $id: 'StorageItem' })
export type StorageItem = Static<typeof StorageItem>

export const StorageGroup = Type.Object({
  id: Type.Integer(),
  name: Type.String({ description: 'The app\'s identifier, or the file\'s name.' }),
  recent: ref(StorageItem),
  count: Type.Integer({ description: 'How many files it has.' }),
  access: Access
}, { $id: 'StorageGroup' })
export type StorageGroup = Static<typeof StorageGroup>

/** How many items a page has unless asked otherwise, and at most (Sauce docs, Storage). */
export const pageSize = { usual: 25, most: 100 }

const paging = {
  q: Type.Optional(Type.String({
    maxLength: 1000,
    description: 'A part of the name, the description, or the app\'s identifier, name or version.'
  })),
  kind: Type.Optional(Type.Array(Type.String(), {
    maxItems: 10,
    description: 'ios, android or other; may be repeated.'
  })),
  page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1e9, default: 1, description: 'Which page of the list.' })),
  per_page: Type.Optional(Type.Integer({
    minimum: 1,
    default: pageSize.usual,
    description: `How many items a page has, ${pageSize.most} at most.`
  })),
  paginate: Type.Optional(Type.String({ description: 'Not looked at: saucectl sends no for a single item.' }))
}

export const FilesQuery = Type.Object({
  ...paging,
  name: Type.Optional(Type.String({ maxLength: 1000, description: 'The whole name, in upper or lower case.' })),
  file_id: Type.Optional(Type.Array(Type.String(), { maxItems: 500, description: 'Ids of files; may be repeated.' })),
  sha256: Type.Optional(Type.String({ maxLength: 64, description: 'The SHA-256 of the content, hexadecimal.' })),
  icon_repr: Type.Optional(Type.Enum(['base64', 'hash'], { description: 'Not looked at: no icon is read.' })),
  tag: Type.Optional(Type.Array(Type.String(), { maxItems: 100, description: 'Only files with all of these tags.' })),
  team_id: Type.Optional(Type.Array(Type.String(), { maxItems: 100, description: 'Ids of teams; may be repeated.' })),
  org_id: Type.Optional(Type.Array(Type.String(), {
    maxItems: 100,
    description: 'Ids of organizations that files are shared with: none is, so that nothing matches.'
  }))
})
export type FilesQuery = Static<typeof FilesQuery>

export const GroupsQuery = Type.Object({
  ...paging,
  group_id: Type.Optional(Type.Array(Type.String(), { maxItems: 500, description: 'Ids of groups; may be repeated.' }))
})
export type GroupsQuery = Static<typeof GroupsQuery>

const Edited = {
  description: Type.Optional(Type.Nullable(Type.String({ maxLength: 65_536 }))),
  tags: Type.Optional(Type.Array(Type.String({ maxLength: 1000 }), { maxItems: 100 }))
}

/** The documents wrap what is changed in `item`. */
export const FileEdit = Type.Object({ item: Type.Object(Edited) }, { $id: 'FileEdit' })
export type FileEdit = Static<typeof FileEdit>

const Link = Type.Optional(Type.String())
export const PageLinks = Type.Object({ self: Type.String(), prev: Link, next: Link }, { $id: 'PageLinks' })
export type PageLinks = Static<typeof PageLinks>

/** Schemas that routes refer to. */
export const storageSchemas = [StorageItem, StorageGroup, FileEdit, PageLinks]
