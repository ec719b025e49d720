// Runs blocks that are files of the Vitest or the Jest example: in a copy of it that has the packed tarball installed, all
// those of a page together.
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './place.mjs'
import { run } from './process.mjs'

const commands = {
  'with-vitest': (folder) => ({ cwd: folder, args: ['vitest', 'run'] }),
  'with-jest': (folder) => ({ cwd: join(folder, '..'), args: ['jest', 'snippets/'] })
}

/** @param installed a folder made by scripts/packed-projects.sh; made for once if undefined */
export async function runProjects (blocks, installed) {
  const folder = installed ?? await mkdtemp(join(tmpdir(), 'perftwin-packed-'))
  try {
    const { code, printed } = await run('bash', [join(root, 'scripts/packed-projects.sh'), folder], { cwd: root, env: process.env, limit: 600_000 })
    if (code !== 0) return new Map(blocks.map((block) => [block, [`the projects cannot be installed: ${printed}`]]))
    const faults = new Map()
    for (const [name, files] of byProject(blocks)) {
      const fault = await runProject(name, files, join(folder, name))
      for (const { block } of files) faults.set(block, fault === undefined ? [] : [fault])
    }
    return faults
  } finally {
    if (installed === undefined) await rm(folder, { recursive: true, force: true })
  }
}

function byProject (blocks) {
  const projects = new Map()
  for (const block of blocks) {
    const [name, file] = block.says.project.split(', ')
    projects.set(name, [...projects.get(name) ?? [], { block, file }])
  }
  return projects
}

async function runProject (name, files, project) {
  if (!existsSync(project)) return `there is no example ${name}`
  const folder = join(project, 'snippets')
  await mkdir(folder)
  try {
    for (const { block, file } of files) await writeFile(join(folder, file), `${block.text}\n`)
    const { cwd, args } = commands[name](folder)
    const { code, printed } = await run('npx', args, { cwd, env: process.env })
    return code === 0 ? undefined : `${name}: npx ${args.join(' ')} ends with ${code}:\n${printed}`
  } finally {
    await rm(folder, { recursive: true })
  }
}
