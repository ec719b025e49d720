import type { JSX } from 'preact'
import { filePath, type FoundJob, type JobFiles } from '../../load/read.js'
import { Copy } from '../../ui/copy.js'
import { lookingAt } from '../../wire/ask.js'
import { worldRoot } from '../../wire/roots.js'
import { info } from '../../wire/world.js'
import { asCurl } from './snippets.js'

interface File { readonly path: string, readonly name: string, readonly about: string }

const abouts: Readonly<Record<string, string>> = {
  'network.har': 'the requests of all page loads, as HAR',
  'performance.json': 'what was measured of each page load',
  'console.json': 'what pages wrote to the console',
  'log.json': 'the commands of the session',
  'selenium-server.log': 'the server\'s log',
  'automator.log': 'the automator\'s log',
  'video.mp4': 'the video',
  'console.log': 'what the runner printed',
  'junit.xml': 'the runner\'s report'
}

/** Everything that can be opened: what the list has, and what belongs to a page load. */
export function filesOf (job: string, { names, screenshots, loads, captured }: JobFiles): File[] {
  const listed = [...names, ...screenshots].map((name) => (
    { path: filePath(job, name), name, about: abouts[name] ?? (screenshots.includes(name) ? 'a screenshot' : '') }
  ))
  const all = { path: filePath(job, 'screenshots.zip'), name: 'screenshots.zip', about: 'all screenshots' }
  const ofLoads = loads.flatMap(({ index, loaderId }) => {
    if (loaderId === undefined || !captured.includes(loaderId)) return []
    const load = `page load ${index + 1}`
    const html = `v1/eds/${job}/performance/${loaderId}/lhr.html`
    const [report, trace] = [`_lhr_${loaderId}.json.gz`, `_tracelog_${loaderId}.json.gz`]
    return [
      { path: html, name: `lhr-${index + 1}.html`, about: `${load}: Lighthouse's report, to read` },
      { path: filePath(job, report), name: report, about: `${load}: Lighthouse's report, packed` },
      { path: filePath(job, trace), name: trace, about: `${load}: the trace, packed, for DevTools or Perfetto` }
    ]
  })
  return [...listed, ...(screenshots.length > 0 ? [all] : []), ...ofLoads]
}

/** The job's files, to open, to save and to ask for. */
export function FileLinks ({ found, files }: { found: FoundJob, files: JobFiles }): JSX.Element {
  const { job, account } = found
  const accessKey = info.value?.accounts.find(({ username }) => username === account)?.accessKey ?? ''
  const asked = { root: worldRoot.href, username: account, accessKey }
  return (
    <div class='scrolls' role='region' aria-label='Files' tabIndex={0}>
      <table class='files'>
        <thead><tr><th scope='col'>File</th><th scope='col'>What it is</th><th scope='col'>Get it</th></tr></thead>
        <tbody>
          {filesOf(job.id, files).map(({ path, name, about }) => {
            const href = lookingAt(account, path).href
            return (
              <tr key={path}>
                <td class='mono'>{name}</td>
                <td>{about}</td>
                <td class='row'>
                  <a href={href} target='_blank' rel='noreferrer' aria-label={`Open ${name}`}>Open</a>
                  <a href={href} download={name} aria-label={`Save ${name}`}>Save</a>
                  <Copy label='Copy curl' of={`of ${name}`} text={asCurl(asked, path)} />
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
