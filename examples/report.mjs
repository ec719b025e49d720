// A program as somebody might have it: nothing in here knows perftwin.

/** Asks Sauce Labs for a user's newest jobs and counts them by verdict. A 503 is tried again, three times at most. */
export async function report ({ endpoint, username, accessKey, limit = 50 }) {
  const url = `${endpoint.replace(/\/+$/, '')}/rest/v1/${username}/jobs?full=true&limit=${limit}`
  const headers = { authorization: `Basic ${Buffer.from(`${username}:${accessKey}`).toString('base64')}` }
  for (let attempt = 1; ; attempt++) {
    const reply = await fetch(url, { headers })
    if (reply.status === 503 && attempt < 3) continue
    if (!reply.ok) throw new Error(`Sauce Labs answered ${reply.status}`)
    const jobs = await reply.json()
    const counts = {}
    for (const { consolidated_status: status } of jobs) counts[status] = (counts[status] ?? 0) + 1
    return { jobs: jobs.length, counts }
  }
}

/** Waits until a job is over, asking again and again. */
export async function finished ({ endpoint, username, accessKey }, id, pause = 50) {
  const url = `${endpoint.replace(/\/+$/, '')}/rest/v1/${username}/jobs/${id}`
  const headers = { authorization: `Basic ${Buffer.from(`${username}:${accessKey}`).toString('base64')}` }
  for (;;) {
    const reply = await fetch(url, { headers })
    if (!reply.ok) throw new Error(`Sauce Labs answered ${reply.status}`)
    const job = await reply.json()
    if (job.status === 'complete' || job.status === 'error') return job
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}
