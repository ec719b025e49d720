import type { Sample } from './sample.js'

/** What `exportSnapshot` answers in a world that was grown from a file as short as this. */
const exportedSnapshot = {
  format: 'perftwin snapshot',
  version: 1,
  name: 'imported',
  saved: Date.UTC(2026, 3, 15),
  state: {
    origin: {
      file: { name: 'small', sauce: { teams: [{ name: 'Team', users: [{ username: 'demo', accessKey: 'key' }] }] } },
      seed: 1,
      epoch: Date.UTC(2026, 3, 15),
      start: Date.UTC(2026, 3, 15)
    },
    clock: { setting: { mode: 'frozen', at: Date.UTC(2026, 3, 15) }, advanced: 0 },
    changes: {}
  },
  uploads: {}
}

/** Requests for the metrics of one job. */
const forMetrics = { operation: 'get_performance_metrics_by_jobID' }

const afterWorld: Sample = { after: ['control.createWorld'] }
const afterSnapshot: Sample = { after: ['control.saveSnapshot'] }
const afterFault: Sample = { after: ['control.addFault'] }

/** Samples by the operation ids of the control plane. */
export const controlSamples: Readonly<Record<string, Sample>> = {
  createJob: {
    json: {
      name: 'Checkout',
      build: 'Checkout 12',
      tags: ['checkout'],
      queuedFor: 'PT5S',
      runningFor: 'PT2M',
      outcome: 'failed',
      platform: { os: 'Windows 11', browserName: 'chrome', version: '142' }
    }
  },
  createSeries: {
    json: {
      name: 'gate',
      page: 'https://shop.example.com/',
      runs: 30,
      every: 'P1D',
      metrics: { largestContentfulPaint: { level: 1200, noise: 0.03 } },
      regression: { from: 26, metric: 'largestContentfulPaint', by: '+80 %' }
    }
  },
  seriesRuns: { query: { metric: 'largestContentfulPaint' } },
  declarePages: {
    json: {
      pages: {
        newsletter: {
          url: 'https://shop.example.com/newsletter',
          html: '<form><input name="mail"><button id="send">Subscribe</button></form><p id="thanks" hidden>Thanks</p>',
          behaviour: [{ on: 'click', selector: '#send', after: 500, hide: 'form', show: '#thanks' }],
          failures: [{ command: 'elementClick', selector: '#send', error: 'element click intercepted', flaky: 0.1 }]
        }
      }
    }
  },
  removePage: { after: ['control.declarePages'] },
  setClock: { json: { mode: 'offset', offset: 'PT1H' } },
  advanceClock: { json: { by: 'PT5M' } },
  setProgress: { json: { policy: 'immediate' } },
  createWorld: { json: { name: '{{worldName}}' } },
  getWorld: afterWorld,
  deleteWorld: afterWorld,
  saveSnapshot: { json: { name: '{{snapshotName}}' } },
  restoreSnapshot: afterSnapshot,
  deleteSnapshot: afterSnapshot,
  exportSnapshot: afterSnapshot,
  importSnapshot: { json: exportedSnapshot },
  addWebhook: {
    json: { url: 'http://hooks.example.com/sauce', only: 'failed' },
    captures: { webhookId: ['id'] }
  },
  removeWebhook: { after: ['control.addWebhook'] },
  addFault: {
    json: { id: '{{faultId}}', match: forMetrics, effect: { status: 503 }, times: 2 }
  },
  getFault: afterFault,
  removeFault: afterFault,
  setQuotas: { json: { sauce: { perSecond: 10 } } },
  explainRequest: { after: ['sauce.listJobs'] },
  findRequests: { json: { match: { vendor: 'sauce', method: 'GET' }, limit: 20 } },
  setJournalLimits: { json: { entries: 5000 } },
  verify: { json: { match: forMetrics, never: true } },
  awaitRequests: {
    json: { match: forMetrics, count: 1, timeout: 'PT5S' },
    after: ['sauce.get_performance_metrics_by_jobID']
  },
  beginSession: { json: { token: '{{controlToken}}' } }
}
