import neostandard from 'neostandard'

const outside = 'time and chance belong to the world: take the moment (request.at) or a named stream (kernel/random.ts)'

export default [
  ...neostandard({ ts: true, ignores: ['dist/', '.bench/', '.test/', '.tap/', 'node_modules/'] }),
  {
    rules: {
      '@stylistic/generator-star-spacing': 'off',
      'no-console': 'error',
      // A schema and its type share a name: the wire is written once.
      '@typescript-eslint/no-redeclare': 'off',
      '@stylistic/object-property-newline': 'off',
    }
  },
  {
    files: ['src/**', 'test/**'],
    rules: { 'no-nested-ternary': 'error' }
  },
  {
    files: ['src/**'],
    rules: { '@stylistic/max-len': ['error', { code: 120 }], '@typescript-eslint/no-explicit-any': 'error' }
  },
  { files: ['test/**'], rules: { '@stylistic/max-len': ['error', { code: 140 }] } },
  {
    files: ['src/**/*.ts', 'src/**/*.tsx'],
    ignores: [
      'src/kernel/clock.ts', 'src/kernel/random.ts', 'src/kernel/ids.ts',
      'src/dashboard/page/time.ts', 'src/dashboard/page/chance.ts'
    ],
    rules: {
      'no-restricted-syntax': ['error',
        { selector: 'ConditionalExpression > ConditionalExpression', message: 'a conditional expression has one question mark: return early in a small function' },
        { selector: 'ObjectExpression > Property[kind=/^(?:get|set)$/]', message: 'every literal with an accessor has a hidden class of its own, which slows down whoever reads it: use a class' },
        { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: outside },
        { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: outside },
        { selector: "CallExpression[callee.name='Date']", message: outside },
        { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: outside },
        { selector: "CallExpression[callee.object.name='performance'][callee.property.name='now']", message: outside },
        { selector: 'CallExpression[callee.property.name=/^(?:randomUUID|randomBytes|randomInt|getRandomValues)$/]', message: outside },
        { selector: 'ImportSpecifier[imported.name=/^(?:randomUUID|randomBytes|randomInt|webcrypto)$/]', message: outside },
        { selector: 'ImportDeclaration[source.value=/^(?:node:)?timers(?:\\u002Fpromises)?$/]', message: outside },
        { selector: 'CallExpression[callee.property.name=/^(?:setTimeout|setInterval)$/]', message: outside }
      ],
      'no-restricted-globals': ['error', ...['setTimeout', 'setInterval'].map((name) => ({ name, message: outside }))]
    }
  },
  // A handler of an event begins something and does not wait for it: said so where it is meant.
  { files: ['src/dashboard/page/**'], rules: { 'no-void': ['error', { allowAsStatement: true }] } },
  { files: ['bench/**', 'scripts/**', 'examples/**'], rules: { 'no-console': 'off' } },
  // Parts of them run in the browser.
  {
    files: ['scripts/dashboard/**', 'scripts/verify-dashboard/**'],
    languageOptions: {
      globals: Object.fromEntries(['addEventListener', 'location', 'getComputedStyle', 'requestAnimationFrame', 'PerformanceObserver']
        .map((name) => [name, 'readonly']))
    }
  },
  {
    files: ['examples/with-jest/**'],
    languageOptions: { globals: { afterAll: 'readonly', beforeAll: 'readonly', expect: 'readonly', test: 'readonly' } }
  }
]
