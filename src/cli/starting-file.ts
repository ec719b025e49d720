/** A world file to begin with: small, valid, and each thing in it explained. */
export const startingFile = (schema: string): string =>
  `// A world for perftwin: who is there, what runs, what is released and what it changes.
// All that can be said is in the schema, which your editor shows as you type, and in docs/world-files.md.
{
  "$schema": "${schema}",
  "name": "my-world",

  // Another seed gives other ids, times and noise; the same seed always the same.
  "seed": 1,

  // What is released when. Times are relative to the epoch: midnight of the day the twin starts.
  "releases": [
    { "train": "web", "version": "1.0", "at": "-P30D" },
    // From here on every page of the train "web" has larger images and more work to do.
    { "train": "web", "version": "1.1", "at": "-P5D", "causes": ["images +60 %", "main-thread work +40 %"] },
    { "train": "ios", "version": "3.0", "at": "-P60D" },
    { "train": "ios", "version": "3.1", "at": "-P20D", "causes": ["cold launch +25 %"] }
  ],

  // What the pages are made of; what is left out is made up.
  "pages": {
    "home": {
      "url": "https://www.example.com/",
      "title": "Example",
      "resources": [
        { "type": "stylesheet", "count": 2 },
        { "type": "script", "count": 6, "size": 60000 },
        { "type": "image", "count": 12, "size": 40000 }
      ]
    }
  },

  "sauce": {
    "teams": [
      // The access key is derived from the seed unless you say it: "accessKey": "…".
      { "name": "Web", "users": [{ "username": "demo", "role": "organization admin" }] }
    ],
    "suites": [
      // A performance test: thirty daily runs, and new ones for as long as the twin runs.
      { "name": "Home is fast", "owner": "demo", "runs": 30, "every": "P1D", "goesOn": true,
        "pages": ["home"], "record": { "extendedDebugging": true, "capturePerformance": true } },
      // A functional test, one run of twenty fails.
      { "name": "Checkout works", "owner": "demo", "runs": 60, "every": "PT12H", "failed": 0.05,
        "build": "Nightly #{run}", "tags": ["e2e"] }
    ]
  },

  "appStore": {
    // Its versions are the releases of its train.
    "apps": [{ "name": "Example", "bundleId": "com.example.app", "train": "ios" }]
  }
}
`
