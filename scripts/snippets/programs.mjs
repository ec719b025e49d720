// Runs blocks of JavaScript and TypeScript as they stand; TypeScript is type-checked too, all blocks in one program.
import { writeFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import ts from 'typescript'
import { root } from './place.mjs'
import { run } from './process.mjs'
import { differenceOf } from './shape.mjs'

const isTypeScript = ({ language }) => language === 'ts'

/** What a program consists of: what its comment puts before it, and the blocks that it goes on from. */
export const programOf = (block) => {
  const { before = '', continues } = block.says
  return [continues === undefined ? '' : programOf(block.previous), before, block.text].filter((part) => part !== '').join('\n')
}

export async function runProgram (block, place) {
  const text = place.filled(programOf(block))
  const file = join(place.folder, 'snippet.mjs')
  await writeFile(file, isTypeScript(block) ? javaScriptOf(text) : text)
  const runner = /from 'node:test'/.test(text) ? ['--test', '--test-reporter=spec'] : []
  const { code, printed } = await run(process.execPath, [...runner, file], { cwd: place.folder, env: place.env })
  if (code !== 0) return [`it ends with ${code}:\n${printed.trim()}`]
  const difference = block.output === undefined ? undefined : differenceOf(block.output, printed)
  return difference === undefined ? [] : [`it prints something else:\n  ${difference}\n  in all:\n${printed.trim()}`]
}

const settings = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true }
const javaScriptOf = (text) => ts.transpileModule(text, { compilerOptions: settings }).outputText

/** Type-checks blocks, and tells the faults of each. */
export function typeFaults (blocks, project) {
  const files = new Map()
  for (const block of blocks.filter(isTypeScript)) {
    const file = join(project, `${block.page.replace(/\W+/g, '-')}-${block.line}.mts`)
    writeFileSync(file, programOf(block))
    files.set(file, block)
  }
  const program = ts.createProgram([...files.keys()], {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')]
  })
  const faults = new Map()
  for (const { file, messageText, start } of ts.getPreEmitDiagnostics(program)) {
    const block = files.get(file?.fileName)
    const message = ts.flattenDiagnosticMessageText(messageText, '\n')
    const absent = /^without (\S+)/.exec(block?.says['types only'] ?? '')?.[1].replace(/,$/, '')
    if (absent !== undefined && message.startsWith(`Cannot find module '${absent}'`)) continue
    if (block === undefined) throw new Error(`${file?.fileName ?? 'TypeScript'}: ${message}`)
    const line = start === undefined ? '' : `"${file.text.split('\n')[file.getLineAndCharacterOfPosition(start).line].trim()}": `
    faults.set(block, [...faults.get(block) ?? [], `${line}${message}`])
  }
  return faults
}
