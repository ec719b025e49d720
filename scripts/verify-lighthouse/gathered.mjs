// What Lighthouse's gatherers would have found in the page, said by what perftwin knows of the files that it loaded. The
// contents are made up so that they have what is known of them: so many bytes that are used, that are blank, that are old.
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { gzipSize, plainTexts } from '../../dist/artifacts/lighthouse/opportunities/text-compression.js'
import { deepest, widest } from '../../dist/artifacts/lighthouse/diagnostics/dom-size.js'

const viewportOf = ({ visual: { viewport: { width, height } }, conditions: { device } }) =>
  ({ innerWidth: width, innerHeight: height, outerWidth: width, outerHeight: height, devicePixelRatio: device.deviceScaleFactor })

/** Text of a file: what is given first, then tokens, then blanks. */
const filled = (given, size, blank, token) => {
  const blanks = Math.min(blank, size - given.length)
  const tokens = size - given.length - blanks
  return given + token.repeat(Math.ceil(tokens / token.length)).slice(0, tokens) + ' '.repeat(blanks)
}

const fontFace = (display) => ({ url }, index) =>
  `@font-face{font-family:f${index};src:url(${url})${display === 'auto' ? '' : `;font-display:${display}`}}`

function cssUsage ({ requests }, { stylesheets, fontDisplay }, pageUrl) {
  const faces = requests.filter(({ type }) => type === 'Font').map(fontFace(fontDisplay)).join('')
  // Without a file that has room for them the document declares the fonts itself.
  const home = stylesheets.find(({ used }) => used > faces.length)
  const files = stylesheets.map((file, index) => ({
    header: { styleSheetId: String(index), sourceURL: file.request.url, isInline: false },
    content: filled(file === home ? faces : '', file.request.resourceSize, file.blank, 'a{color:red}')
  }))
  const rules = stylesheets.map(({ used }, index) => ({ styleSheetId: String(index), startOffset: 0, endOffset: used, used: true }))
  if (home !== undefined || faces === '') return { stylesheets: files, rules }
  return { stylesheets: [...files, { header: { styleSheetId: 'inline', sourceURL: pageUrl, isInline: true }, content: faces }], rules }
}

/** Polyfills stand at the columns where they are said to begin. */
const polyfilled = (signals) => signals.reduce((text, { name, column }) => `${text.padEnd(column, ';')}${name}=x;`, '')

const scriptElements = ({ scripts, legacy }) => scripts.map(({ request: { id, url, resourceSize }, blank }) => {
  const signals = legacy.find(({ request }) => request.url === url)?.signals ?? []
  return { requestId: id, src: url, content: filled(polyfilled(signals), resourceSize, blank, 'a();'), async: false, defer: true, source: 'head' }
})

const jsUsage = ({ scripts }) => Object.fromEntries(scripts.map(({ request: { url, resourceSize }, used }) => [url, [{
  scriptId: '1',
  url,
  functions: [{
    functionName: '',
    isBlockCoverage: true,
    ranges: [{ startOffset: 0, endOffset: resourceSize, count: 1 }, { startOffset: used, endOffset: resourceSize, count: 0 }]
  }]
}]]))

const imageElements = ({ pictures }) => pictures.map(({ request, size, naturalWidth, naturalHeight, displayed, isCss, lazy }) => ({
  src: request.url,
  displayedWidth: displayed.width,
  displayedHeight: displayed.height,
  clientRect: displayed,
  naturalWidth,
  naturalHeight,
  isCss,
  isPicture: false,
  usesObjectFit: false,
  mimeType: request.mimeType,
  resourceSize: size,
  ...(lazy ? { loading: 'lazy' } : {})
}))

/** As the gatherer: the larger ones of the formats it can encode anew, and no sizes for the very large. */
const optimizedImages = ({ pictures }) => pictures
  .filter(({ size, request: { mimeType } }) => size > 4096 && /^image\/(png|bmp|jpeg)$/.test(mimeType))
  .sort((a, b) => b.size - a.size)
  .map(({ request: { id, url, mimeType }, size, jpegSize, webpSize }) => ({
    failed: false, requestId: id, url, mimeType, resourceSize: size, originalSize: size, ...(size > 2000 * 1024 ? {} : { jpegSize, webpSize })
  }))

/** Seconds on the clock that trace and log share are not asked for here: only whether a tag came before the first paint. */
const tagsBlocking = (requests, seconds) => requests.filter(({ renderBlocking }) => renderBlocking).map(({ url, type, transferSize, start, end }) => ({
  tag: { tagName: type === 'Script' ? 'SCRIPT' : 'LINK', url, mediaChanges: [] }, transferSize, startTime: seconds(start), endTime: seconds(end)
}))

function traceElements (lighthouse, trace, lcpNodeId, { elements }) {
  const gatherer = createRequire(import.meta.url)(join(lighthouse, 'lighthouse-core/gather/gatherers/trace-elements.js'))
  const described = (nodeId) => {
    const { path: devtoolsNodePath, ...details } = elements.find((element) => element.nodeId === nodeId)?.details ?? {}
    return { devtoolsNodePath, ...details }
  }
  const shifted = gatherer.getTopLayoutShiftElements(trace.traceEvents)
  return [
    ...(elements.some(({ nodeId }) => nodeId === lcpNodeId) ? [{ traceEventType: 'largest-contentful-paint', ...described(lcpNodeId) }] : []),
    ...shifted.map(({ nodeId, score }) => ({ traceEventType: 'layout-shift', score, ...described(nodeId) }))
  ]
}

/** The LCP node is the trace's own. */
const lcpNode = (trace) => trace.traceEvents.findLast(({ name }) => name === 'largestContentfulPaint::Candidate')?.args.data.nodeId

export function gathered ({ lighthouse, timeline, content, trace, log, clock }) {
  const { requests, url } = timeline
  const seconds = (ms) => (clock + Math.round(ms * 1000)) / 1e6
  return {
    Stacks: [],
    SourceMaps: [],
    LinkElements: [],
    ScriptElements: scriptElements(content),
    CSSUsage: cssUsage(timeline, content, url),
    JsUsage: jsUsage(content),
    ImageElements: imageElements(content),
    ViewportDimensions: viewportOf(timeline),
    OptimizedImages: optimizedImages(content),
    ResponseCompression: plainTexts(requests).map((request) => ({ ...request, requestId: request.id, gzipSize: gzipSize(request) })),
    TagsBlockingFirstPaint: tagsBlocking(requests, seconds),
    DOMStats: {
      depth: { max: content.dom.depth, pathToElement: [], snippet: deepest },
      width: { max: content.dom.width, pathToElement: [], snippet: widest },
      totalBodyElements: content.dom.elements
    },
    ConsoleMessages: log.filter(({ method }) => method === 'Log.entryAdded').map(({ params }) => params),
    TraceElements: traceElements(lighthouse, trace, lcpNode(trace), content)
  }
}
