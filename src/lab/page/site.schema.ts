/** What is the same on all pages of a site: a host's name and look. */
import { Type, type Static } from '../../kernel/schema.js'

export const accents = ['blue', 'green', 'teal', 'plum', 'brick', 'graphite'] as const
/** The colour of a site's header, links and buttons. */
export type Accent = typeof accents[number]

export const SiteSchema = Type.Object({
  name: Type.Optional(Type.String({
    minLength: 1,
    maxLength: 60,
    description: 'What stands in the header of its pages. Default: what their titles end in.',
    examples: ['Example Shop']
  })),
  navigation: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 40 }), {
    maxItems: 12,
    description: 'The entries of its navigation. Default: made up from the seed.',
    examples: [['Coffee', 'Kitchen', 'Lighting', 'Sale']]
  })),
  accent: Type.Optional(Type.Enum(accents, {
    description: 'The colour of its header and buttons. Default: chosen by the seed.',
    examples: ['green']
  }))
}, { additionalProperties: false })
export type Site = Static<typeof SiteSchema>
