/** What Apple lets be done with each of its resources: its OpenAPI 4.4.1, by version, operations and types. */
const documented: ReadonlyArray<readonly [version: string, operations: string, types: string]> = [
  ['v1', 'CREATE', `
    appStoreVersionPromotions appStoreVersionReleaseRequests betaTesterInvitations buildBetaNotifications
    endAppAvailabilityPreOrders gameCenterLeaderboardEntrySubmissions gameCenterMatchmakingRuleSetTests
    gameCenterPlayerAchievementSubmissions inAppPurchaseSubmissions subscriptionGroupSubmissions
    subscriptionSubmissions webhookDeliveries webhookPings
  `],
  ['v2', 'CREATE', `
    sandboxTestersClearPurchaseHistoryRequest
  `],
  ['v1', 'CREATE DELETE', `
    subscriptionPrices
  `],
  ['v1', 'CREATE DELETE GET_COLLECTION GET_INSTANCE', `
    alternativeDistributionDomains alternativeDistributionKeys betaTesters profiles userInvitations
  `],
  ['v1', 'CREATE DELETE GET_COLLECTION GET_INSTANCE UPDATE', `
    betaAppLocalizations betaBuildLocalizations betaGroups bundleIds certificates gameCenterGroups
    gameCenterMatchmakingQueues gameCenterMatchmakingRuleSets merchantIds nominations passTypeIds
  `],
  ['v1', 'CREATE DELETE GET_COLLECTION UPDATE', `
    gameCenterLeaderboardSetMemberLocalizations marketplaceWebhooks
  `],
  ['v1', 'CREATE DELETE GET_INSTANCE', `
    analyticsReportRequests appPreviewSets appScreenshotSets appStoreVersionExperimentTreatmentLocalizations
    buildUploads customerReviewResponses gameCenterAchievementReleases gameCenterActivityVersionReleases
    gameCenterChallengeVersionReleases gameCenterLeaderboardReleases gameCenterLeaderboardSetReleases
  `],
  ['v1', 'CREATE DELETE GET_INSTANCE UPDATE', `
    accessibilityDeclarations androidToIosAppMappingDetails appClipDefaultExperienceLocalizations
    appClipDefaultExperiences appClipHeaderImages appCustomProductPageLocalizations appCustomProductPages
    appEventLocalizations appEventScreenshots appEventVideoClips appEvents appInfoLocalizations appPreviews
    appScreenshots appStoreReviewAttachments appStoreVersionExperimentTreatments appStoreVersionExperiments
    appStoreVersionLocalizations appStoreVersions betaAppClipInvocations ciWorkflows endUserLicenseAgreements
    gameCenterAchievementImages gameCenterAchievementLocalizations gameCenterAchievements gameCenterActivities
    gameCenterActivityImages gameCenterActivityLocalizations gameCenterChallengeImages
    gameCenterChallengeLocalizations gameCenterChallenges gameCenterLeaderboardImages
    gameCenterLeaderboardLocalizations gameCenterLeaderboardSetImages gameCenterLeaderboardSetLocalizations
    gameCenterLeaderboardSets gameCenterLeaderboards inAppPurchaseAppStoreReviewScreenshots inAppPurchaseImages
    inAppPurchaseLocalizations promotedPurchases routingAppCoverages subscriptionAppStoreReviewScreenshots
    subscriptionGroupLocalizations subscriptionGroups subscriptionImages subscriptionLocalizations
    subscriptionPromotionalOffers subscriptions webhooks winBackOffers
  `],
  ['v2', 'CREATE DELETE GET_INSTANCE UPDATE', `
    appStoreVersionExperiments gameCenterAchievementImages gameCenterAchievementLocalizations
    gameCenterAchievements gameCenterLeaderboardImages gameCenterLeaderboardLocalizations
    gameCenterLeaderboardSetImages gameCenterLeaderboardSetLocalizations gameCenterLeaderboardSets
    gameCenterLeaderboards inAppPurchaseImages inAppPurchaseLocalizations inAppPurchases
    subscriptionGroupLocalizations subscriptionImages subscriptionLocalizations
  `],
  ['v1', 'CREATE DELETE UPDATE', `
    appStoreVersionPhasedReleases betaAppClipInvocationLocalizations betaRecruitmentCriteria bundleIdCapabilities
    gameCenterMatchmakingRules gameCenterMatchmakingTeams marketplaceSearchDetails reviewSubmissionItems
    subscriptionIntroductoryOffers
  `],
  ['v1', 'CREATE GET_COLLECTION GET_INSTANCE', `
    appEncryptionDeclarations betaAppReviewSubmissions
  `],
  ['v1', 'CREATE GET_COLLECTION GET_INSTANCE UPDATE', `
    devices reviewSubmissions
  `],
  ['v1', 'CREATE GET_INSTANCE', `
    alternativeDistributionPackages appPriceSchedules backgroundAssetVersions ciBuildRuns
    gameCenterChallengeVersions inAppPurchaseAvailabilities inAppPurchasePriceSchedules inAppPurchaseVersions
    subscriptionAvailabilities subscriptionGroupVersions subscriptionVersions
  `],
  ['v2', 'CREATE GET_INSTANCE', `
    appAvailabilities gameCenterAchievementVersions gameCenterLeaderboardSetVersions gameCenterLeaderboardVersions
  `],
  ['v1', 'CREATE GET_INSTANCE UPDATE', `
    appClipAdvancedExperienceImages appClipAdvancedExperiences appClipAppStoreReviewDetails
    appCustomProductPageVersions appEncryptionDeclarationDocuments appStoreReviewDetails
    backgroundAssetUploadFiles backgroundAssets buildUploadFiles gameCenterActivityVersions gameCenterAppVersions
    gameCenterDetails inAppPurchaseOfferCodeCustomCodes inAppPurchaseOfferCodeOneTimeUseCodes
    inAppPurchaseOfferCodes subscriptionOfferCodeCustomCodes subscriptionOfferCodeOneTimeUseCodes
    subscriptionOfferCodes subscriptionPlanAvailabilities
  `],
  ['v1', 'DELETE', `
    appStoreVersionSubmissions
  `],
  ['v1', 'DELETE GET_COLLECTION GET_INSTANCE', `
    ciProducts
  `],
  ['v1', 'DELETE GET_COLLECTION GET_INSTANCE UPDATE', `
    users
  `],
  ['v1', 'DELETE GET_INSTANCE', `
    betaFeedbackCrashSubmissions betaFeedbackScreenshotSubmissions
  `],
  ['v1', 'GET_COLLECTION', `
    betaRecruitmentCriterionOptions financeReports salesReports territories
  `],
  ['v1', 'GET_COLLECTION GET_INSTANCE', `
    actors appCategories ciMacOsVersions ciXcodeVersions preReleaseVersions scmProviders scmRepositories
  `],
  ['v1', 'GET_COLLECTION GET_INSTANCE UPDATE', `
    apps betaAppReviewDetails betaLicenseAgreements buildBetaDetails builds
  `],
  ['v2', 'GET_COLLECTION UPDATE', `
    sandboxTesters
  `],
  ['v1', 'GET_INSTANCE', `
    alternativeDistributionPackageDeltas alternativeDistributionPackageVariants
    alternativeDistributionPackageVersions analyticsReportInstances analyticsReportSegments analyticsReports
    appClips backgroundAssetVersionAppStoreReleases backgroundAssetVersionExternalBetaReleases
    backgroundAssetVersionInternalBetaReleases betaCrashLogs ciArtifacts ciBuildActions ciIssues ciTestResults
    customerReviews inAppPurchaseContents inAppPurchases scmGitReferences scmPullRequests subscriptionPricePoints
  `],
  ['v3', 'GET_INSTANCE', `
    appPricePoints
  `],
  ['v1', 'GET_INSTANCE UPDATE', `
    appInfos subscriptionGracePeriods
  `],
  ['v1', 'GET_RELATED', `
    buildBundles buildIcons diagnosticSignatures gameCenterEnabledVersions inAppPurchasePricePoints
    perfPowerMetrics
  `],
  ['v1', 'UPDATE', `
    ageRatingDeclarations appTags territoryAvailabilities
  `]
]

const words = (text: string): string[] => text.trim().split(/\s+/)

/** By version and type, made when it is first asked for. */
let byType: Map<string, readonly string[]> | undefined

function tableOf (): Map<string, readonly string[]> {
  const table = new Map<string, readonly string[]>()
  for (const [version, operations, types] of documented) {
    for (const type of words(types)) table.set(`${version}/${type}`, words(operations))
  }
  return table
}

/**
 * The operations that Apple has on a type, by the names its refusals give them and in their order; undefined for no
 * type of Apple's. That types without operations of their own have GET_RELATED is a guess.
 */
export function operationsOn (version: string, type: string): readonly string[] | undefined {
  byType ??= tableOf()
  return byType.get(`${version}/${type}`)
}
