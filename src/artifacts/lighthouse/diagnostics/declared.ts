/** What only a page or its tester can declare: marks of its own, and budgets. Neither is declared here. */
import { defineAudit } from '../audit.js'
import { table } from '../tables.js'

export const userTimings = defineAudit({
  id: 'user-timings',
  title: 'User Timing marks and measures',
  description: 'Consider instrumenting your app with the User Timing API to measure your app\'s real-world ' +
  'performance during key user experiences. [Learn more](https://web.dev/user-timings/).',
  needs: 'traces',
  mode: 'informative'
}, () => ({ score: 1, notApplicable: true, details: table([], []) }))

export const performanceBudget = defineAudit({
  id: 'performance-budget',
  title: 'Performance budget',
  description: 'Keep the quantity and size of network requests under the targets set by the provided performance ' +
  'budget. [Learn more](https://developers.google.com/web/tools/lighthouse/audits/budgets).',
  needs: 'devtoolsLogs',
  mode: 'informative'
}, () => ({ score: 0, notApplicable: true }))

export const timingBudget = defineAudit({
  id: 'timing-budget',
  title: 'Timing budget',
  description: 'Set a timing budget to help you keep an eye on the performance of your site. Performant sites load ' +
  'fast and respond to user input events quickly. ' +
  '[Learn more](https://developers.google.com/web/tools/lighthouse/audits/budgets).',
  needs: 'devtoolsLogs',
  mode: 'informative'
}, () => ({ score: 0, notApplicable: true }))
