// Runs a client's steps to the first that fails, and prints how far it came as a line of JSON.
export async function report (client, session, steps, end) {
  const passed = []
  let failed = null
  let error = null
  for (const [name, does] of steps) {
    try {
      await does()
    } catch (thrown) {
      [failed, error] = [name, String(thrown?.message ?? thrown).slice(0, 500)]
      break
    }
    passed.push(name)
  }
  await end(failed === null)
  console.log(JSON.stringify({ client, session, passed, failed, error }))
}
