/**
 * Whose a URL is, for the third parties that sites use most: names, homepages and domains as the list has them that
 * comes with Lighthouse 6.3 (third-party-web, MIT). Of hosts that are not on it Lighthouse 6.3 does not know that they
 * are third parties; neither do audits here.
 */
export interface ThirdParty { readonly name: string, readonly homepage: string }

/** A domain that begins with `*.` stands for all below it, and for itself. */
const known: ReadonlyArray<readonly [name: string, homepage: string, domains: string]> = [
  ['Google Tag Manager', 'https://marketingplatform.google.com/about/tag-manager/', '*.googletagmanager.com'],
  ['Google Analytics', 'https://www.google.com/analytics/analytics/',
    '*.google-analytics.com *.urchin.com analytics.google.com'],
  ['Facebook', 'https://www.facebook.com',
    '*.facebook.com *.atlassbx.com *.fbsbx.com *.facebook.net *.fbcdn.net'],
  ['Google/Doubleclick Ads', 'https://www.doubleclickbygoogle.com/',
    'adservice.google.com *.googleadservices.com *.googlesyndication.com *.googletagservices.com ' +
    '*.2mdn.net *.doubleclick.net'],
  ['Google Fonts', 'https://fonts.google.com/', 'fonts.googleapis.com fonts.gstatic.com'],
  ['Hotjar', 'https://www.hotjar.com/', '*.hotjar.com *.hotjar.io'],
  ['Segment', 'https://segment.com/', '*.segment.com *.segment.io'],
  ['New Relic', 'https://newrelic.com/', '*.newrelic.com *.nr-data.net'],
  ['Optimizely', 'https://www.optimizely.com/', '*.optimizely.com'],
  ['YouTube', 'https://youtube.com', '*.youtube.com *.ggpht.com *.youtube-nocookie.com *.ytimg.com'],
  ['Twitter', 'https://twitter.com',
    '*.vine.co *.twimg.com *.twitpic.com platform.twitter.com syndication.twitter.com'],
  ['Intercom', 'https://www.intercom.com', '*.intercomcdn.com *.intercom.io'],
  ['ZenDesk', 'https://zendesk.com/', '*.zdassets.com *.zendesk.com *.zopim.com'],
  ['Stripe', 'https://stripe.com', '*.stripe.com *.stripecdn.com *.stripe.network'],
  ['jQuery CDN', 'https://code.jquery.com/', '*.jquery.com'],
  ['Cloudflare CDN', 'https://cdnjs.com/', 'cdnjs.cloudflare.com amp.cloudflare.com'],
  ['JSDelivr CDN', 'https://www.jsdelivr.com/', '*.jsdelivr.net'],
  ['Unpkg', 'https://unpkg.com', '*.unpkg.com *.npmcdn.com'],
  ['Adobe Tag Manager', 'https://www.adobe.com/experience-platform/',
    '*.adobedtm.com *.demdex.net *.everesttech.net'],
  ['Tealium', 'https://tealium.com/',
    '*.aniview.com *.delvenetworks.com *.limelight.com *.tiqcdn.com *.llnwd.net *.tealiumiq.com'],
  ['Criteo', 'https://www.criteo.com/', '*.criteo.com *.emailretargeting.com *.criteo.net'],
  ['Amazon Ads', 'https://ad.amazon.com/', '*.amazon-adsystem.com'],
  ['LinkedIn Ads', '', '*.licdn.com *.ads.linkedin.com ads.linkedin.com www.linkedin.com'],
  ['Pinterest', 'https://pinterest.com/', '*.pinimg.com *.pinterest.com'],
  ['TikTok', 'https://www.tiktok.com/en/', '*.tiktok.com *.ipstatp.com'],
  ['Bing Ads', 'https://bingads.microsoft.com',
    '*.bing.com *.microsoft.com *.msn.com *.s-msft.com *.s-msn.com *.msads.net *.msecnd.net'],
  ['Optanon', 'https://www.cookielaw.org/', '*.onetrust.com *.cookielaw.org'],
  ['Sentry', 'https://sentry.io/', '*.getsentry.com *.ravenjs.com *.sentry-cdn.com'],
  ['Taboola', 'https://www.taboola.com/', '*.taboola.com *.taboolasyndication.com'],
  ['Outbrain', 'https://www.outbrain.com/', '*.outbrain.com *.outbrainimg.com *.visualrevenue.com'],
  ['Hubspot', 'https://hubspot.com/',
    '*.hs-scripts.com *.hubspot.com *.leadin.com *.hs-analytics.net *.hsforms.net ' +
    '*.hscollectedforms.net *.hscta.net *.hsleadflows.net *.hsstatic.net *.hubspot.net'],
  ['Mixpanel', 'https://mixpanel.com/', '*.mixpanel.com *.mxpnl.com'],
  ['Crazy Egg', 'https://www.crazyegg.com/', '*.cetrk.com *.crazyegg.com *.hellobar.com'],
  ['Heap', '', '*.heapanalytics.com'],
  ['FullStory', '', '*.fullstory.com'],
  ['Wistia', 'https://wistia.com/', '*.wistia.com *.wistia.net'],
  ['Vimeo', 'http://vimeo.com/', '*.vimeo.com *.vimeocdn.com'],
  ['Scorecard Research', 'https://www.scorecardresearch.com/', '*.scorecardresearch.com'],
  ['Quantcast', 'https://www.quantcast.com',
    '*.brtstats.com *.quantcount.com *.quantserve.com *.semantictec.com *.ntv.io'],
  ['AddThis', 'http://www.addthis.com/', '*.addthis.com *.addthiscdn.com *.addthisedge.com'],
  ['Google Maps', 'https://www.google.com/maps',
    'maps.google.com maps-api-ssl.google.com maps.googleapis.com mts.googleapis.com maps.gstatic.com'],
  ['Google CDN', 'https://developers.google.com/speed/libraries/',
    'ajax.googleapis.com commondatastorage.googleapis.com www.gstatic.com ssl.gstatic.com'],
  ['Polyfill service', '', '*.polyfill.io'],
  ['Bootstrap CDN', 'https://www.bootstrapcdn.com/', '*.bootstrapcdn.com'],
  ['Adobe TypeKit', 'https://fonts.adobe.com/', '*.typekit.com *.typekit.net'],
  ['FontAwesome CDN', 'https://fontawesome.com/', '*.fontawesome.com'],
  ['Tawk.to', 'https://www.tawk.to/', '*.tawk.to'],
  ['Twitter Online Conversion Tracking', '', '*.ads-twitter.com analytics.twitter.com'],
  ['OneSignal', 'https://onesignal.com/', '*.onesignal.com']
]

const byDomain = new Map<string, ThirdParty>()
for (const [name, homepage, domains] of known) {
  const party = { name, homepage }
  for (const domain of domains.split(' ')) byDomain.set(domain, party)
}

/** Undefined for hosts that the list does not know, and for words that are no URL. */
export function thirdPartyOf (url: string): ThirdParty | undefined {
  if (!URL.canParse(url)) return undefined
  const { hostname } = new URL(url)
  const exact = byDomain.get(hostname)
  if (exact !== undefined) return exact
  const labels = hostname.split('.')
  for (let i = 0; i < labels.length - 1; i++) {
    const party = byDomain.get(`*.${labels.slice(i).join('.')}`)
    if (party !== undefined) return party
  }
  return undefined
}

/** Whether somebody else than the page's owner sent it, as far as is known. */
export function isThirdParty (url: string, page: string): boolean {
  const party = thirdPartyOf(url)
  return party !== undefined && party !== thirdPartyOf(page)
}
