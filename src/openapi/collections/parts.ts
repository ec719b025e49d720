import type { DocumentName } from '../../vendors.js'

/** How requests say who asks: a user's name and key, or a token. */
type Credentials =
  | { readonly kind: 'basic', readonly username: string, readonly password: string }
  | { readonly kind: 'bearer', readonly token: string }

/** A part of the collections. */
interface Part { readonly title: string, readonly about: string, readonly credentials: Credentials }

export const parts: Readonly<Record<DocumentName, Part>> = {
  sauce: {
    title: 'Sauce Labs',
    about: 'Jobs, builds, assets, accounts, storage, analytics and performance, asked with `username` and `accessKey`.',
    credentials: { kind: 'basic', username: '{{username}}', password: '{{accessKey}}' }
  },
  'app-store-connect': {
    title: 'App Store Connect',
    about: 'Apps, builds, versions, power and performance metrics and diagnostics, asked with `token`. Any ' +
      'token will do unless the twin was started with `--auth strict`, which wants a JWT of a key in its world file.',
    credentials: { kind: 'bearer', token: '{{token}}' }
  },
  control: {
    title: 'perftwin control plane',
    about: 'What a test does with the twin. `controlToken` matters only where the twin asks for one.',
    credentials: { kind: 'bearer', token: '{{controlToken}}' }
  }
}

/** What a collection says of itself. */
export const about =
  'Every operation that perftwin serves. The variables hold the first account of the world "demo" and ids of what is ' +
  'there: start a twin with `perftwin start` and send. `/w/NAME` at the end of `baseUrl` makes it a world of its own.'
