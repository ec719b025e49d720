import { addressOf, type RequestKind } from './address.js'
import { StoryRefused } from './refused.js'

/** A request of the story's own: of the control plane, or of an emulated API. */
export interface StoryRequest { readonly method: string, readonly path: string, readonly body?: unknown }

/** What a step does before its view is shown. Texts may hold placeholders. */
export type StoryAction =
  | { readonly clock: { readonly at: string, readonly plus?: string } }
  | { readonly advance: string }
  | { readonly control: StoryRequest }
  | { readonly request: StoryRequest }

export interface StoryStep {
  readonly caption: string
  readonly do: readonly StoryAction[]
  /** The address of the view: `#/series/{job.before}`. */
  readonly view: string
  /** A selector of the part of the page that is meant. */
  readonly light?: string
}

/** A tour of a world. `release` and `series` say what it is about: `web 4.2.0`, the name of a test. */
export interface Story {
  readonly title: string
  readonly release?: string
  readonly series?: string
  readonly steps: readonly StoryStep[]
}

const methods = ['POST', 'PUT', 'PATCH', 'DELETE']
/** JSON's own braces hold more than a name. */
const placeholder = /\{([a-z]+(?:\.[a-z]+)?)\}/gi
export const placeholders = [
  'start', 'release.at', 'release.name', 'job.first', 'job.calm', 'job.before', 'job.after', 'job.last', 'app.id'
]
const mostSteps = 100
const longestCaption = 300

type Fields = Readonly<Record<string, unknown>>
type Say = (problem: string) => void

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Reads a story. @throws StoryRefused with a sentence for each thing that is wrong */
export function readStory (text: string): Story {
  const problems: string[] = []
  const value = parsed(text)
  if (isFields(value)) checkStory(value, (problem) => { problems.push(problem) })
  else problems.push('A story is a JSON object with "title" and "steps".')
  if (problems.length > 0) throw new StoryRefused(problems)
  const story = value as unknown as Omit<Story, 'steps'> & { steps: Array<Omit<StoryStep, 'do'> & Partial<StoryStep>> }
  return { ...story, steps: story.steps.map((step) => ({ ...step, do: step.do ?? [] })) }
}

function parsed (text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new StoryRefused([`This is no JSON: ${error instanceof Error ? error.message : String(error)}.`])
  }
}

function checkStory (story: Fields, say: Say): void {
  const known = ['$schema', 'title', 'release', 'series', 'steps']
  strangers(story, known, 'The story', say)
  if (!isText(story['title'], 200)) say('The story needs a "title" of 1 to 200 characters.')
  for (const name of ['release', 'series']) {
    if (story[name] !== undefined && !isText(story[name], 1000)) say(`"${name}" is a text.`)
  }
  const { steps } = story
  if (!Array.isArray(steps) || steps.length === 0 || steps.length > mostSteps) {
    say(`The story needs "steps": a list of 1 to ${mostSteps}.`)
    return
  }
  for (const [index, step] of steps.entries()) checkStep(step, `Step ${index + 1}`, say)
}

function checkStep (step: unknown, name: string, say: Say): void {
  if (!isFields(step)) return say(`${name} is no object.`)
  strangers(step, ['caption', 'do', 'view', 'light'], name, say)
  const { caption, view, light, do: actions = [] } = step
  if (!isText(caption, longestCaption)) say(`${name} needs a "caption" of 1 to ${longestCaption} characters.`)
  if (!isText(view, 2000) || !view.startsWith('#/')) say(`${name} needs a "view", an address such as "#/series".`)
  else checkPlaceholders(view, name, say)
  if (light !== undefined && !isText(light, 500)) say(`${name}: "light" is a selector.`)
  if (!Array.isArray(actions) || actions.length > mostSteps) return say(`${name}: "do" is a list of actions.`)
  for (const [index, action] of actions.entries()) checkAction(action, `${name}, action ${index + 1}`, say)
}

function checkAction (action: unknown, name: string, say: Say): void {
  const entries = isFields(action) ? Object.entries(action) : []
  const [kind, value] = entries[0] ?? []
  if (entries.length !== 1 || kind === undefined) {
    return say(`${name} is one of {"clock"}, {"advance"}, {"control"}, {"request"}.`)
  }
  checkPlaceholders(JSON.stringify(value), name, say)
  if (kind === 'advance') {
    if (!isText(value, 60)) say(`${name}: "advance" is an ISO 8601 duration such as "P1D".`)
  } else if (kind === 'clock') checkClock(value, name, say)
  else if (kind === 'control' || kind === 'request') checkRequest(kind, value, name, say)
  else say(`${name}: "${kind}" is none of clock, advance, control, request.`)
}

function checkClock (value: unknown, name: string, say: Say): void {
  if (!isFields(value) || !isText(value['at'], 100)) return say(`${name}: "clock" needs "at", a time.`)
  strangers(value, ['at', 'plus'], name, say)
  if (value['plus'] !== undefined && !isText(value['plus'], 60)) say(`${name}: "plus" is an ISO 8601 duration.`)
}

function checkRequest (kind: RequestKind, value: unknown, name: string, say: Say): void {
  if (!isFields(value)) return say(`${name}: "${kind}" needs "method" and "path".`)
  strangers(value, ['method', 'path', 'body'], name, say)
  const { method, path, body } = value
  if (!methods.some((known) => known === method)) say(`${name}: "method" is one of ${methods.join(', ')}.`)
  if (typeof path !== 'string' || path.length > 2000) return say(`${name}: "path" is a text.`)
  checkAddress(kind, path, name, say)
  // A rule may name another world.
  const match = isFields(body) ? body['match'] : undefined
  if (kind === 'control' && isFields(match) && match['world'] !== undefined) {
    say(`${name}: a rule of a story is for its own world, and names none.`)
  }
}

/** Any world has its root; where it is told, an address is judged again, with what its placeholders stand for. */
const anyWorld = new URL('http://localhost/w/story/')
const anything = Object.fromEntries(placeholders.map((each) => [each, 'x']))

function checkAddress (kind: RequestKind, path: string, name: string, say: Say): void {
  // One that there is not is told of elsewhere.
  const known = path.replace(placeholder, (text, each: string) => placeholders.includes(each) ? text : 'x')
  try {
    addressOf(kind, known, anything, anyWorld)
  } catch (error) {
    if (!(error instanceof StoryRefused)) throw error
    for (const problem of error.problems) say(`${name}: ${problem}`)
  }
}

function checkPlaceholders (text: string, name: string, say: Say): void {
  for (const [, each = ''] of text.matchAll(placeholder)) {
    if (!placeholders.includes(each)) say(`${name}: {${each}} is none of ${placeholders.join(', ')}.`)
  }
}

const isText = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= most

function strangers (fields: Fields, known: readonly string[], name: string, say: Say): void {
  for (const key of Object.keys(fields)) if (!known.includes(key)) say(`${name} has an unknown "${key}".`)
}
