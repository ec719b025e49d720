/** The stories that come with the dashboard: `stories/{name}.json`. */
export const knownStories = [{ name: 'regression', title: 'A release slows a page' }] as const
