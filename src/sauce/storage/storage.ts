import { Invalid, NotFound } from '../../kernel/errors.js'
import { uuid } from '../../kernel/ids.js'
import { stream } from '../../kernel/random.js'
import { compareText } from '../../kernel/sorted.js'
import type { Store } from '../../store/store.js'
import type { StoredFile } from '../../facts/facts.js'
import type { World } from '../../worlds/world.js'
import { mayActFor, seesUser, type Asking } from '../access.js'
import type { Form } from '../assets/multipart.js'
import { baseName } from '../assets/uploads.js'
import { readPackage } from './package.js'

const newestFirst = (a: StoredFile, b: StoredFile): number => b.at - a.at || compareText(a.id, b.id)

/** What a search of the storage asks for; lists match any of their values, tags all of them. */
export interface FileFilter {
  /** A part of the name, the description, or what the package says of its app. */
  q?: string | undefined
  name?: string | undefined
  kinds?: readonly string[] | undefined
  ids?: readonly string[] | undefined
  sha256?: string | undefined
  tags?: readonly string[] | undefined
  teamIds?: readonly string[] | undefined
}

/** The files that the caller may see and that match, the newest first. A file is shared with its owner's team. */
export function findFiles (asking: Asking, filter: FileFilter): StoredFile[] {
  const { world, at } = asking
  const q = filter.q?.toLowerCase()
  const name = filter.name?.toLowerCase()
  return [...world.facts.storedFiles.values()].filter((file) =>
    file.at <= at && seesUser(asking, file.owner) &&
    (q === undefined || textsOf(file).some((text) => text.toLowerCase().includes(q))) &&
    (name === undefined || file.name.toLowerCase() === name) &&
    (filter.kinds?.includes(file.kind) ?? true) &&
    (filter.ids?.includes(file.id) ?? true) &&
    (filter.sha256 === undefined || file.hash === filter.sha256.toLowerCase()) &&
    (filter.tags?.every((tag) => file.tags.includes(tag)) ?? true) &&
    (filter.teamIds?.includes(teamIdOf(world, file)) ?? true)
  ).sort(newestFirst)
}

function textsOf ({ name, description, metadata }: StoredFile): string[] {
  const { identifier = null, name: title = null, version = null, shortVersion = null } = metadata ?? {}
  return [name, description, identifier, title, version, shortVersion].filter((text) => text !== null)
}

export const teamIdOf = (world: World, { owner }: StoredFile): string => world.facts.users.get(owner)?.teamId ?? ''

/** The file of that id. @throws NotFound if there is none that the caller may see */
export function findFile (asking: Asking, id: string): StoredFile {
  const file = asking.world.facts.storedFiles.get(id)
  if (file === undefined || file.at > asking.at || !seesUser(asking, file.owner)) throw new NotFound('file', id)
  return file
}

/** The file, if the caller may change it: their own, or an admin's business. @throws NotFound */
function findOwnFile (asking: Asking, id: string): StoredFile {
  const file = findFile(asking, id)
  if (!mayActFor(asking, file.owner)) throw new NotFound('file', id)
  return file
}

const longestName = 255
const mostTags = 100

/** The tags of a comma-separated text. */
const tagsOf = (text: string | undefined): string[] =>
  [...new Set((text ?? '').split(',').map((tag) => tag.trim()).filter((tag) => tag !== ''))].slice(0, mostTags)

/**
 * Keeps an uploaded file: the one file of the form, in whatever field, with its name, description and tags from fields.
 * @throws Invalid if there is no file or it has no name, StorageFailed if nothing can be kept.
 */
export async function storeFile (
  { world, at }: Asking, owner: string, form: Form, store: Pick<Store, 'putBytes'>
): Promise<StoredFile> {
  const [file] = form.files
  if (file === undefined) throw new Invalid('payload: a file is required', 'payload')
  const asked = form.fields.get('name')?.trim() ?? ''
  const name = asked === '' ? baseName(file.name) : baseName(asked)
  const isName = name !== '' && name.length <= longestName && !/[\p{Control}\p{Surrogate}]/u.test(name)
  if (!isName) throw new Invalid('name: the file needs a name', 'name')
  const resets = world.resets
  const [found, hash] = await Promise.all([readPackage(name, file.bytes), store.putBytes(file.bytes)])
  if (world.resets !== resets) throw new Invalid('the world was reset during the upload')
  const description = form.fields.get('description') ?? ''
  return world.facts.storedFiles.put({
    id: uuid(world.seed, 'stored-file', world.nextNumber('stored-file')),
    owner,
    name,
    description: description === '' ? null : description,
    tags: tagsOf(form.fields.get('tags')),
    ...found,
    size: file.bytes.length,
    hash,
    at
  })
}

/** What a client may change of a file; what is absent stays. */
export interface FileChange { description?: string | null | undefined, tags?: readonly string[] | undefined }

/** Whether anything changed, and the file as it is now. @throws NotFound */
export function changeFile (asking: Asking, id: string, change: FileChange): { file: StoredFile, changed: boolean } {
  const file = findOwnFile(asking, id)
  const { description = file.description, tags = file.tags } = change
  const changed = description !== file.description || tags.join() !== file.tags.join()
  if (!changed) return { file, changed }
  return { file: asking.world.facts.storedFiles.put({ ...file, description, tags }), changed }
}

/** Deletes a file and returns it. @throws NotFound */
export function deleteFile (asking: Asking, id: string): StoredFile {
  const file = findOwnFile(asking, id)
  asking.world.facts.storedFiles.delete(id)
  return file
}

/** The files of one app: what has the same identifier, or the same name where nothing says which app it is. */
export interface FileGroup { readonly id: number, readonly name: string, readonly files: StoredFile[] }

const groupNameOf = ({ name, metadata }: StoredFile): string => metadata?.identifier ?? name

/** The number of a file's group: follows from the seed, the kind and the group's name. */
export const groupIdOf = ({ seed }: World, file: StoredFile): number =>
  stream(seed, 'storage-group', file.kind, groupNameOf(file)).int(10_000, 999_999_999)

/** The groups that files belong to; each has its newest file first, and the group of the newest comes first. */
export function groupsOf (world: World, files: readonly StoredFile[]): FileGroup[] {
  const groups = new Map<number, FileGroup>()
  for (const file of files) {
    const id = groupIdOf(world, file)
    const group = groups.get(id)
    if (group === undefined) groups.set(id, { id, name: groupNameOf(file), files: [file] })
    else group.files.push(file)
  }
  return [...groups.values()]
}

/** Deletes a group's files, and returns the group. @throws NotFound if the caller may change none of them */
export function deleteGroup (asking: Asking, id: number): FileGroup {
  const own = findFiles(asking, {}).filter(({ owner }) => mayActFor(asking, owner))
  const group = groupsOf(asking.world, own).find((group) => group.id === id)
  if (group === undefined) throw new NotFound('group', String(id))
  for (const file of group.files) asking.world.facts.storedFiles.delete(file.id)
  return group
}
