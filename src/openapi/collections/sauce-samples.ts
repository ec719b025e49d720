import type { Sample } from './sample.js'

/** Of which time analytics tell: they want to be told. */
const lastWeek: Sample = { query: { time_range: '7d' } }
const ofATest: Sample = { query: { time_range: '7d', query: 'Shop' } }

/** Which value of which page load. */
const ofSpeedIndex: Sample = { query: { metric_names: 'speedIndex', order_index: '0' } }
const ofFirstLoad: Sample = { query: { order_index: '0' } }

const afterUpload: Sample = { after: ['sauce.uploadApp'] }

/** Samples by the operation ids of Sauce Labs. */
export const sauceSamples: Readonly<Record<string, Sample>> = {
  startTunnel: { json: { tunnel_identifier: 'checkout', metadata: { hostname: 'laptop' } } },
  getJobsV1_1: { query: { id: '{{jobId}}' } },
  updateJob: { json: { name: 'Shop front page', tags: ['release', 'checked'], public: 'team', passed: true } },
  uploadJobAssets: {
    form: [{ name: 'file[]', file: 'notes.txt', text: 'Looked at by hand: the banner is late.' }]
  },
  createUserV1: {
    json: {
      first_name: 'Ada',
      last_name: 'Byron',
      email: 'ada@example.com',
      username: 'ada.byron',
      password: 'Engine-1843!',
      role: 3,
      team: '{{teamId}}'
    }
  },
  reportCi: { json: { platform: 'jenkins', platform_version: '2.440' } },
  createJob: {
    json: {
      name: 'Checkout by hand',
      browserName: 'chrome',
      browserVersion: '142',
      platformName: 'Windows 11',
      framework: 'playwright',
      frameworkVersion: '1.50.0',
      passed: true,
      build: 'Checkout 12',
      tags: ['checkout']
    }
  },
  createResultJob: {
    json: {
      name: 'Checkout on my machine',
      status: 'passed',
      platform: 'web',
      tags: ['local'],
      attributes: { browser: 'Chrome', browser_version: '142', os: 'Windows 11' }
    }
  },
  createTestRunsV1: {
    json: {
      test_runs: [{
        name: 'Checkout',
        start_time: '2026-04-15T10:00:00Z',
        end_time: '2026-04-15T10:00:42Z',
        duration: 42,
        status: 'passed',
        platform: 'vdc',
        type: 'web',
        framework: 'playwright'
      }]
    }
  },
  startJsTests: {
    json: {
      platforms: [['Windows 10', 'chrome', '']],
      url: 'https://shop.example.com/tests.html',
      framework: 'mocha',
      name: 'Basket'
    },
    captures: { jsTestId: ['js tests', 0] }
  },
  getJsTestsStatus: { json: { 'js tests': ['{{jsTestId}}'] }, after: ['sauce.startJsTests'] },
  getTestResults: lastWeek,
  getTestResultsRest: lastWeek,
  getTestMetrics: ofATest,
  getTestMetricsRest: ofATest,
  getTestTrends: { query: { time_range: '7d', interval: '1d' } },
  getTestTrendsRest: { query: { time_range: '7d', interval: '1d' } },
  getBuildTrends: lastWeek,
  getBuildTrendsRest: lastWeek,
  getErrorTrends: lastWeek,
  getErrorTrendsRest: lastWeek,
  getConcurrencyTrends: { query: { time_range: '7d', interval: '1d' } },
  getConcurrencyTrendsRest: { query: { time_range: '7d', interval: '1d' } },
  uploadApp: {
    form: [
      { name: 'payload', file: 'Shop.apk', text: 'An app would stand here.' },
      { name: 'name', text: 'Shop.apk' },
      { name: 'description', text: 'Release 6.3' }
    ],
    captures: { fileId: ['item', 'id'], groupId: ['item', 'group_id'] }
  },
  downloadStorageFile: afterUpload,
  deleteStorageFile: afterUpload,
  deleteStorageGroup: afterUpload,
  updateStorageFile: { json: { item: { description: 'Release 6.3, approved', tags: ['approved'] } }, ...afterUpload },
  collect_performance_metrics: { json: { page_url: 'https://shop.example.com/' } },
  record_performance_metrics: {
    json: { page_url: 'https://shop.example.com/', metric_data: { speedIndex: 3100, firstContentfulPaint: 1450 } }
  },
  assert_performance: ofSpeedIndex,
  assert_performance_by_post: { json: { metric_names: ['speedIndex'], order_index: 0 } },
  get_baseline: ofSpeedIndex,
  acknowledge_baseline: { json: {} },
  get_discarded_outliers: ofFirstLoad,
  discard_outliers: { json: { order_index: 0 } },
  get_baseline_history: ofFirstLoad,
  get_regimes: ofSpeedIndex,
  acknowledge_regime: { json: { order_index: 0 } }
}
