// Calls methods of one version of the official client and prints what each answered, as a line of JSON. Run by tests with a
// Node.js that the version supports:
// node saucelabs.mjs '{"client":"saucelabs-9.2","host":"http://…","user":"…","key":"…","calls":[["getRegimes","<id>",{…}]]}'
const { client, host, user, key, calls } = JSON.parse(process.argv[2])
const module = await import(client)
const SauceLabs = module.default?.default ?? module.default
const api = new SauceLabs({ user, key, host })
const answers = []
for (const [method, ...parameters] of calls) {
  try {
    answers.push({ answer: await api[method](...parameters) ?? null })
  } catch (error) {
    answers.push({ error: error.message })
  }
}
process.stdout.write(`${JSON.stringify(answers)}\n`)
