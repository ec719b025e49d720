import { Type, ref } from '../kernel/schema.js'
import { PageSchema } from '../lab/page/page.schema.js'
import { mostPages } from '../worlds/files/more-pages.schema.js'
import { noContent, tagged } from './tagged.js'

const NewPages = Type.Object({
  pages: Type.Record(ref(PageSchema), {
    maxProperties: mostPages,
    description: 'Pages by name, as in a world file. One of a name that there is takes that one\'s place.'
  })
}, { additionalProperties: false })

const PagesBody = Type.Object({
  pages: Type.Record(ref(PageSchema), { description: 'All that are declared, by name.' }),
  declared: Type.Array(Type.String(), { description: 'The names of those that the world file does not have so.' })
})

export const pageOperations = tagged('Declared pages', {
  listPages: {
    summary: 'The pages of this world',
    response: { 200: PagesBody }
  },
  declarePages: {
    summary: 'Declare pages: what they contain, what they do, what fails on them',
    body: NewPages,
    response: { 200: PagesBody }
  },
  removePage: {
    summary: 'Take back a page that was declared',
    params: Type.Object({ name: Type.String() }),
    response: { 204: noContent }
  }
})
