#!/usr/bin/env node
// The only file that knows a process: arguments, environment, signals, exit codes, standard output.
import { helpText, readArguments, type Arguments } from './cli/arguments.js'
import { DomainError } from './kernel/errors.js'

try {
  await run(readArguments(process.argv.slice(2), process.env))
} catch (error) {
  // A refusal is a sentence for a person; anything else is a fault of ours and keeps its trace.
  process.stderr.write(error instanceof DomainError ? `perftwin: ${error.message}\n` : `${(error as Error).stack ?? String(error)}\n`)
  process.exitCode = 1
}

async function run ({ command, options, rest, json }: Arguments): Promise<void> {
  if (command === 'help') process.stdout.write(helpText())
  else if (command === 'version') process.stdout.write(`${(await import('./version.js')).version}\n`)
  else if (command === 'validate') {
    const { validateFiles } = await import('./cli/validate.js')
    const { text, valid } = await validateFiles(rest, json)
    process.stdout.write(text)
    if (!valid) process.exitCode = 1
  } else await start(options, json)
}

async function start (options: Arguments['options'], json: boolean): Promise<void> {
  const { startTwin } = await import('./start.js')
  const { twin, app, url } = await startTwin({ port: 4010, ...options })
  const { banner, readyLine } = await import('./cli/banner.js')
  process.stdout.write(json ? `${readyLine(twin, { url, pid: process.pid })}\n` : banner(twin, { url, pid: process.pid }))
  // A fault in a world's pins is told to whoever asks for that load.
  import('./sauce/warm-up.js').then(async ({ warmUp }) => { await warmUp(twin.worlds.default) }).catch(() => {})
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      app.close().then(() => process.exit(0), (error: unknown) => {
        process.stderr.write(`perftwin: ${String(error)}\n`)
        process.exit(1)
      })
    })
  }
}
