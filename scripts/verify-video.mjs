// Plays and seeks one video in headless Chromium: node scripts/verify-video.mjs VIDEO [CHROMIUM]
// Prints what the page saw; the exit code is 0 only if it played, reached every place it seeked and shows a picture there.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const [file, chromium = 'chromium'] = process.argv.slice(2)
if (file === undefined) {
  console.error('usage: node scripts/verify-video.mjs VIDEO [CHROMIUM]')
  process.exit(2)
}

const page = `<!doctype html><title>video</title>
<video muted playsinline preload="auto" src="/video.mp4"></video><pre id="result"></pre><img src="/held" alt="">
<script>
const video = document.querySelector('video')
const heard = (name) => new Promise((resolve, reject) => {
  video.addEventListener(name, resolve, { once: true })
  video.addEventListener('error', () => reject(video.error.message), { once: true })
})
async function run () {
  if (video.readyState < 3) await heard('canplay')
  const { duration } = video
  await video.play()
  const aim = Math.min(1, duration / 2)
  for (let i = 0; i < 400 && video.currentTime < aim; i++) await new Promise((resolve) => setTimeout(resolve, 25))
  const played = video.currentTime
  if (played < aim) throw new Error('stopped at ' + played)
  video.pause()
  const canvas = Object.assign(document.createElement('canvas'), { width: video.videoWidth, height: video.videoHeight })
  const context = canvas.getContext('2d', { willReadFrequently: true })
  const seeks = []
  for (const share of [0.9, 0.4, 0.7, 0]) {
    const seeked = heard('seeked')
    video.currentTime = share * duration
    await seeked
    if (Math.abs(video.currentTime - share * duration) > 0.01) throw new Error('seeked to ' + video.currentTime)
    context.drawImage(video, 0, 0)
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height)
    const colours = new Set()
    for (let i = 0; i < data.length; i += 4) colours.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2])
    if (colours.size < 2) throw new Error('nothing to see at ' + video.currentTime)
    seeks.push({ at: video.currentTime, colours: colours.size })
  }
  return { ok: true, duration, width: video.videoWidth, height: video.videoHeight, played, seeks }
}
run().catch((error) => ({ ok: false, error: String(error) })).then((result) => {
  document.getElementById('result').textContent = JSON.stringify(result)
  fetch('/release')
})
</script>`

// The page's load event, at which Chromium writes down the DOM, waits for an image that comes when the page is done.
const video = readFileSync(file)
let held
const server = createServer((request, response) => {
  if (request.url === '/') response.setHeader('Content-Type', 'text/html').end(page)
  else if (request.url === '/held') held = response
  else if (request.url === '/release') {
    response.end()
    held?.writeHead(204).end()
  } else if (request.url === '/video.mp4') {
    const [, from = '0', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? []
    const part = video.subarray(Number(from), to === '' ? video.length : Number(to) + 1)
    response.writeHead(request.headers.range === undefined ? 200 : 206, {
      'Content-Type': 'video/mp4',
      'Accept-Ranges': 'bytes',
      'Content-Length': part.length,
      ...(request.headers.range !== undefined && { 'Content-Range': `bytes ${from}-${Number(from) + part.length - 1}/${video.length}` })
    }).end(part)
  } else response.writeHead(404).end()
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')

const profile = mkdtempSync(join(tmpdir(), 'verify-video-'))
const browser = spawn(chromium, [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--autoplay-policy=no-user-gesture-required', `--user-data-dir=${profile}`,
  '--dump-dom', `http://127.0.0.1:${server.address().port}/`
], { stdio: ['ignore', 'pipe', 'ignore'] })
const patience = setTimeout(() => browser.kill(), 60_000)
let dom = ''
browser.stdout.on('data', (chunk) => { dom += chunk })
await once(browser, 'close')
clearTimeout(patience)
server.close()
server.closeAllConnections()
rmSync(profile, { recursive: true, force: true, maxRetries: 5 })

const result = /<pre id="result">(.*?)<\/pre>/.exec(dom)?.[1] ?? ''
console.log(result === '' ? `${file}: Chromium reported nothing` : `${file}: ${result}`)
process.exitCode = result.includes('"ok":true') ? 0 : 1
