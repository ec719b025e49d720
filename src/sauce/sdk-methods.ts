/**
 * What the methods of node-saucelabs (the npm package saucelabs, 7.5 to 9.2) ask for, by operation id, where that is
 * not the method's own name. A method means its path in every version of the API: client libraries moved from v1 to
 * v1.1 under the same names. test/operation-names.test.ts compares this with the packages.
 */
export const sdkMethods: Readonly<Record<string, readonly string[]>> = {
  // The methods that the SDK writes out by hand: what each is for, not the look-ups that lead there.
  getBuildsV2: ['listBuilds'],
  listBuildsV1_1: ['listBuilds'],
  getBuildsJobsV2: ['listBuildJobs', 'listBuildFailedJobs'],
  getUsersV1: ['getUserByUsername'],
  listJobsV1_1: ['listJobs'],
  getUserJobV1_1: ['getJob'],
  listPlatformsV1_1: ['listPlatforms'],
  getConcurrencyV1: ['getUserConcurrency'],
  getConcurrencyV1_1: ['getUserConcurrency'],
  downloadJobAssetById: ['downloadJobAsset'],
  get_performance_metrics: ['getPerformanceMetrics'],
  get_performance_metrics_by_jobID: ['getPerformanceMetricsByJobId'],
  assert_performance: ['assertPerformance'],
  get_baseline: ['getBaseline'],
  has_baseline_reset: ['hasBaselineReset'],
  acknowledge_baseline: ['acknowledgeBaseline'],
  get_discarded_outliers: ['getDiscardedOutliers'],
  discard_outliers: ['discardOutliers'],
  get_baseline_history: ['getBaselineHistory'],
  get_regimes: ['getRegimes'],
  acknowledge_regime: ['acknowledgeRegime'],
  get_api_definition: ['getApiDefinition']
}
