/** What `fields[…]` takes for types that perftwin does not have: Apple's OpenAPI 4.4.1. */
const documented: Readonly<Record<string, string>> = {
  alternativeDistributionPackages: 'sourceFileChecksum versions',
  androidToIosAppMappingDetails: 'packageName appSigningKeyPublicCertificateSha256Fingerprints',
  appClipDefaultExperiences: `
    action appClip releaseWithAppStoreVersion appClipDefaultExperienceLocalizations appClipAppStoreReviewDetail
  `,
  appClips: 'bundleId app appClipDefaultExperiences appClipAdvancedExperiences',
  appCustomProductPages: 'name url visible app appCustomProductPageVersions',
  appEncryptionDeclarations: `
    appDescription createdDate usesEncryption exempt containsProprietaryCryptography
    containsThirdPartyCryptography availableOnFrenchStore platform uploadedDate documentUrl documentName
    documentType appEncryptionDeclarationState codeValue app builds appEncryptionDeclarationDocument
  `,
  appEvents: `
    referenceName badge eventState deepLink purchaseRequirement primaryLocale priority purpose territorySchedules
    archivedTerritorySchedules localizations
  `,
  appInfos: `
    appStoreState state appStoreAgeRating australiaAgeRating brazilAgeRating brazilAgeRatingV2 franceAgeRating
    koreaAgeRating app ageRatingDeclaration appInfoLocalizations primaryCategory primarySubcategoryOne
    primarySubcategoryTwo secondaryCategory secondarySubcategoryOne secondarySubcategoryTwo territoryAgeRatings
  `,
  appStoreReviewDetails: `
    contactFirstName contactLastName contactPhone contactEmail demoAccountName demoAccountPassword
    demoAccountRequired notes appStoreVersion appStoreReviewAttachments
  `,
  appStoreVersionExperiments: `
    name platform trafficProportion state reviewRequired startDate endDate app latestControlVersion
    controlVersions appStoreVersionExperimentTreatments appStoreVersion
  `,
  appStoreVersionLocalizations: `
    description locale keywords marketingUrl promotionalText supportUrl whatsNew appStoreVersion appScreenshotSets
    appPreviewSets searchKeywords
  `,
  appStoreVersionPhasedReleases: 'phasedReleaseState startDate totalPauseDuration currentDayNumber',
  appStoreVersionSubmissions: 'appStoreVersion',
  betaAppLocalizations: 'feedbackEmail marketingUrl privacyPolicyUrl tvOsPrivacyPolicy description locale app',
  betaAppReviewDetails: `
    contactFirstName contactLastName contactPhone contactEmail demoAccountName demoAccountPassword
    demoAccountRequired notes app
  `,
  betaAppReviewSubmissions: 'betaReviewState submittedDate build',
  betaBuildLocalizations: 'whatsNew locale build',
  betaGroups: `
    name createdDate isInternalGroup hasAccessToAllBuilds publicLinkEnabled publicLinkId publicLinkLimitEnabled
    publicLinkLimit publicLink feedbackEnabled iosBuildsAvailableForAppleSiliconMac
    iosBuildsAvailableForAppleVision app builds betaTesters betaRecruitmentCriteria
    betaRecruitmentCriterionCompatibleBuildCheck
  `,
  betaLicenseAgreements: 'agreementText app',
  betaTesters: 'firstName lastName email inviteType state appDevices apps betaGroups builds',
  buildBetaDetails: 'autoNotifyEnabled internalBuildState externalBuildState build',
  buildBundles: `
    bundleId bundleType sdkBuild platformBuild fileName hasSirikit hasOnDemandResources hasPrerenderedIcon
    usesLocationServices isIosBuildMacAppStoreCompatible includesSymbols dSYMUrl supportedArchitectures
    requiredCapabilities deviceProtocols locales entitlements baDownloadAllowance baMaxInstallSize
    minimumOsVersion appClipDomainCacheStatus appClipDomainDebugStatus betaAppClipInvocations buildBundleFileSizes
  `,
  buildUploads: `
    cfBundleShortVersionString cfBundleVersion createdDate state platform uploadedDate build assetFile
    assetDescriptionFile assetSpiFile buildUploadFiles
  `,
  ciProducts: `
    name createdDate productType app bundleId workflows primaryRepositories additionalRepositories buildRuns
  `,
  endUserLicenseAgreements: 'agreementText app territories',
  gameCenterAppVersions: 'enabled compatibilityVersions appStoreVersion',
  gameCenterDetails: `
    arcadeEnabled challengeEnabled app gameCenterAppVersions gameCenterGroup gameCenterLeaderboards
    gameCenterLeaderboardsV2 gameCenterLeaderboardSets gameCenterLeaderboardSetsV2 gameCenterAchievements
    gameCenterAchievementsV2 gameCenterActivities gameCenterChallenges defaultLeaderboard defaultLeaderboardV2
    defaultGroupLeaderboard defaultGroupLeaderboardV2 achievementReleases activityReleases challengeReleases
    leaderboardReleases leaderboardSetReleases challengesMinimumPlatformVersions
  `,
  gameCenterEnabledVersions: 'platform versionString iconAsset compatibleVersions app',
  inAppPurchases: `
    referenceName productId inAppPurchaseType state apps name reviewNote familySharable contentHosting
    inAppPurchaseLocalizations pricePoints content appStoreReviewScreenshot promotedPurchase iapPriceSchedule
    inAppPurchaseAvailability images offerCodes versions
  `,
  promotedPurchases: 'visibleForAllUsers enabled state inAppPurchaseV2 subscription',
  reviewSubmissions: `
    platform submittedDate state app items appStoreVersionForReview submittedByActor lastUpdatedByActor
  `,
  routingAppCoverages: 'fileSize fileName sourceFileChecksum uploadOperations assetDeliveryState appStoreVersion',
  subscriptionGracePeriods: 'optIn sandboxOptIn duration renewalType',
  subscriptionGroups: 'referenceName subscriptions subscriptionGroupLocalizations versions'
}

const names = new Map(Object.entries(documented).map(([type, text]) => [type, text.trim().split(/\s+/)]))

/** The names that `fields` of a type takes. @throws TypeError for a type whose names are not written down here */
export function applesFields (type: string): readonly string[] {
  const known = names.get(type)
  if (known === undefined) throw new TypeError(`the fields of ${type} are not known: add them from Apple's OpenAPI`)
  return known
}
