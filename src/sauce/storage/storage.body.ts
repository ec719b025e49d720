import { unixSeconds } from '../../kernel/time.js'
import type { StoredFile } from '../../facts/facts.js'
import type { World } from '../../worlds/world.js'
import { organizationId } from '../accounts/organization.js'
import { ownerOf } from '../accounts/owner.js'
import type { StorageGroup, StorageItem } from './storage.schema.js'
import { groupIdOf, teamIdOf, type FileGroup } from './storage.js'

/** A file, in the key order of the documented sample. */
export function storageItem (file: StoredFile, world: World): StorageItem {
  return {
    id: file.id,
    owner: { id: ownerOf(world, file.owner).id, org_id: organizationId(world) },
    name: file.name,
    upload_timestamp: unixSeconds(file.at),
    etag: file.hash.slice(0, 32),
    kind: file.kind,
    group_id: groupIdOf(world, file),
    size: file.size,
    description: file.description,
    tags: [...file.tags],
    metadata: metadataBody(file),
    access: { team_ids: [teamIdOf(world, file)].filter((id) => id !== ''), org_ids: [] },
    sha256: file.hash
  }
}

function metadataBody ({ metadata }: StoredFile): StorageItem['metadata'] {
  if (metadata === null) return null
  const { identifier, name, version, shortVersion, minOs, isSimulator } = metadata
  return {
    identifier,
    name,
    version,
    is_test_runner: false,
    icon: null,
    short_version: shortVersion,
    is_simulator: isSimulator,
    min_os: minOs,
    target_os: null,
    test_runner_plugin_path: null
  }
}

export function storageGroup ({ id, name, files: [recent, ...others] }: FileGroup, world: World): StorageGroup {
  if (recent === undefined) throw new Error(`the group ${name} has no file`)
  const item = storageItem(recent, world)
  return { id, name, recent: item, count: others.length + 1, access: item.access }
}
