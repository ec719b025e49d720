// Runs compiled test files one after another in this process, as scripts/test-fast.mjs hands them out. What they share (two
// hundred modules, compiled schemas, warm code) is made once, not once a file.
import { resolve } from 'node:path'
import t from 'tap'

/** As long as tap allows a file (package.json). ms. */
const patience = 180_000

// The channel keeps the process alive only while something is awaited from it: tap wants it so.
const nextFile = async () => await new Promise((resolve) => {
  process.channel.ref()
  process.once('message', ({ file }) => {
    process.channel.unref()
    resolve(file)
  })
  process.send('idle')
})

// tap's root ends when it has nothing left to do, so each file is fetched and loaded within a subtest; its tests run once
// that has ended. By the subtest's name the runner tells one file's output from the next one's.
const runNext = () => t.test('between files', async () => {
  const file = await nextFile()
  if (file === undefined) return
  t.setTimeout(patience)
  t.testdirName = resolve('.tap/fixtures', file)
  try {
    await import(new URL(`../.test/test/${file}`, import.meta.url))
  } catch (error) {
    t.fail(`${file} cannot be loaded`, { error: String(error?.stack) })
  }
  runNext()
})

runNext()
